"""Makes a request smaller as long as it still breaks its rule."""
from hostile import at, places, replaced, without

TRIES = 120


def candidates(request):
    """The same request with one thing less."""
    for name in list(request.headers):
        one = request.copy()
        del one.headers[name]
        yield one
    for position in range(len(request.query)):
        one = request.copy()
        del one.query[position]
        yield one
    if not isinstance(request.body, (dict, list)):
        return
    for path in sorted(filter(None, places(request.body)), key=len):
        one = request.copy()
        one.body = without(one.body, path)
        yield one
        value = at(request.body, path)
        if isinstance(value, str) and len(value) > 8:
            one = request.copy()
            one.body = replaced(one.body, path, value[:len(value) // 2])
            yield one


def smaller(request, still_broken):
    """The smallest that was found; the request itself when it cannot be repeated."""
    tries = 0
    progress = True
    while progress and tries < TRIES:
        progress = False
        for one in candidates(request):
            tries += 1
            if tries >= TRIES:
                break
            if still_broken(one):
                request, progress = one, True
                break
    return request
