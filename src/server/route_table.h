#pragma once
// Which route a path belongs to. A literal segment goes before a {name}.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/router.h"

namespace hd::server {

using PathValues = std::map<std::string, std::string, std::less<>>;

struct Route {
  std::string method;
  std::string path;  ///< pattern, "/api/v1/contacts/{id}"
  access::Permission permission = access::Permission::signed_in;
  RouteKind kind = RouteKind::read;
  TxHandler handler = {};
  PlainHandler plain = {};
};

class RouteTable {
 public:
  struct Match {
    const Route* route = nullptr;  ///< nullptr: no such path, or not with this method
    std::string allow = {};        ///< the methods the path has, "GET, PUT"; "" for no such path
    PathValues values = {};
  };

  /// Throws std::logic_error when method and pattern are there already or the pattern is malformed.
  void add(Route route);
  Match find(std::string_view method, std::string_view path) const;
  const std::vector<std::unique_ptr<Route>>& all() const { return routes_; }

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
    std::unique_ptr<Node> any;
    std::map<std::string, const Route*, std::less<>> by_method;
  };
  static const Node* walk(const Node& node, std::string_view rest);

  Node root_;
  std::vector<std::unique_ptr<Route>> routes_;
};

}  // namespace hd::server
