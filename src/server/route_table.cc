#include "server/route_table.h"

#include <stdexcept>
#include <utility>

namespace hd::server {
namespace {

/// Takes "/segment" off the front and returns the segment.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool is_name(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

}  // namespace

void RouteTable::add(Route route) {
  auto kept = std::make_unique<Route>(std::move(route));
  Node* node = &root_;
  std::string_view rest = kept->path;
  while (!rest.empty()) {
    if (!rest.starts_with('/')) throw std::logic_error("malformed route " + kept->path);
    const std::string_view segment = take_segment(rest);
    auto& next = is_name(segment) ? node->any : node->literal[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  if (!node->by_method.emplace(kept->method, kept.get()).second) {
    throw std::logic_error("route declared twice: " + kept->method + " " + kept->path);
  }
  routes_.push_back(std::move(kept));
}

const RouteTable::Node* RouteTable::walk(const Node& node, std::string_view rest) {
  if (rest.empty()) return node.by_method.empty() ? nullptr : &node;
  const std::string_view segment = take_segment(rest);
  if (const auto literal = node.literal.find(segment); literal != node.literal.end()) {
    if (const Node* found = walk(*literal->second, rest)) return found;
  }
  return node.any ? walk(*node.any, rest) : nullptr;
}

RouteTable::Match RouteTable::find(std::string_view method, std::string_view path) const {
  Match match;
  const Node* node = path.starts_with('/') ? walk(root_, path) : nullptr;
  if (node == nullptr) return match;
  for (const auto& [known, route] : node->by_method) {
    match.allow += (match.allow.empty() ? "" : ", ") + known;
  }
  const auto found = node->by_method.find(method);
  if (found == node->by_method.end()) return match;
  match.route = found->second;
  std::string_view pattern = match.route->path;
  while (!pattern.empty()) {
    const std::string_view name = take_segment(pattern);
    const std::string_view value = take_segment(path);
    if (is_name(name)) match.values.emplace(name.substr(1, name.size() - 2), value);
  }
  return match;
}

}  // namespace hd::server
