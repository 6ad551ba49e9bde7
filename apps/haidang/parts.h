#pragma once
// The parts of a running system, in the order in which they are made and joined.

#include <functional>
#include <memory>

#include "accounts/operations.h"
#include "app.h"
#include "calendar/operations.h"
#include "cases/operations_consent.h"
#include "cases/operations_identification.h"
#include "cases/operations_life.h"
#include "cases/operations_override.h"
#include "cases/operations_risk.h"
#include "cases/operations_search.h"
#include "connections/operations.h"
#include "contacts/api.h"
#include "contacts/operations.h"
#include "documents/operations.h"
#include "duties/operations.h"
#include "files/operations.h"
#include "platform/db.h"
#include "referrals/operations.h"
#include "reporting/operations.h"
#include "reporting/operations_group.h"
#include "server/events.h"
#include "server/health.h"
#include "server/router.h"
#include "server/static_files.h"
#include "statistics/operations.h"
#include "statistics/operations_releases.h"
#include "statistics/operations_sources.h"
#include "vault/vault.h"

namespace hd {

struct App {
  App(const Config& given, base::Clock now, std::unique_ptr<platform::Database> opened,
      std::unique_ptr<vault::Vault> keys);

  /// Organisations, lists, calendar and rules of data/, where they are missing.
  void load_first_content();
  /// Every route of the system. Also what the access matrix is made from.
  void add_routes();

  /// What attachments need of the rest: who may, how a file is examined.
  files::Parts attachment_parts();

  /// What the pages of a conversation are made with.
  contacts::ApiParts contact_parts();
  /// Connections on which it is the actor's turn, as lines of a list.
  platform::JsonArray waiting_connections(platform::Transaction& tx, const server::Call& call);
  /// Referrals on which it is the actor's side's turn, as lines of a list.
  platform::JsonArray waiting_referrals(platform::Transaction& tx, const server::Call& call);

  Config config;
  base::Clock clock;
  std::unique_ptr<platform::Database> database;
  std::unique_ptr<vault::Vault> vault;
  accounts::Operations accounts;
  calendar::Operations calendar;
  duties::Operations duties;
  documents::Operations documents;
  contacts::Operations contacts;
  files::Operations attachments;
  cases::Operations cases;
  cases::Consents consents;
  cases::Overrides overrides;
  cases::Risks risks;
  cases::Identifications identifications;
  cases::PersonSearch person_search;
  connections::Operations connections;
  referrals::Operations referrals;
  reporting::Operations reports;
  reporting::GroupOperations group_report;
  statistics::Sources sources;
  statistics::Operations statistics;
  statistics::Releases releases;
  server::Router router;
  server::EventHub events;
  server::Health health;
  server::StaticFiles files;
  /// Wakes the worker of attachments; set while there is one.
  std::function<void()> attachment_bell = {};
};

}  // namespace hd
