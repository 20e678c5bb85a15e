#include "engine/host/backup/shop_mover.h"

#include "engine/domain/log.h"
#include "engine/history/move/shop_move.h"
#include "engine/history/sql_history.h"
#include "engine/host/connection_test/form_address.h"

#include <QFile>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::ShopOutcome;
using api::ShopTrouble;

namespace {

const Log shopMoverLog("move");

api::ShopProgress::Phase phaseOf(MoveProgress::Phase phase)
{
    switch (phase) {
        case MoveProgress::Phase::Preparing: return api::ShopProgress::Phase::Preparing;
        case MoveProgress::Phase::Copying: return api::ShopProgress::Phase::Copying;
        case MoveProgress::Phase::Verifying: return api::ShopProgress::Phase::Verifying;
        case MoveProgress::Phase::Finishing: return api::ShopProgress::Phase::Finishing;
    }
    Q_UNREACHABLE();
}

void fill(ShopOutcome& outcome, const MoveOutcome& moved)
{
    outcome.wasThereAlready = moved.wasThereAlready;
    for (const MovedTable& table : moved.tables) {
        outcome.tables.push_back({table.name, table.rows, table.checksum});
        if (table.name == "conversations"_L1) outcome.conversations = table.rows;
        if (table.name == "messages"_L1) outcome.messages = table.rows;
        shopMoverLog.info(
            "table moved",
            {{u"table"_s, table.name}, {u"rows"_s, table.rows}, {u"checksum"_s, QString::fromLatin1(table.checksum)}});
    }
}

}  // namespace

ShopOutcome moveShop(const ShopPlaces& places, const api::ConnectionForm& form, const ShopBackup::Report& report,
                     const std::shared_ptr<std::atomic<bool>>& cancelled)
{
    const HistoryBackend backend = backendOf(form);
    ShopOutcome outcome;
    outcome.work = api::ShopWork::Move;
    outcome.target = backend.target;
    outcome.oldPlace = places.historyFile();
    if (!QFile::exists(places.historyFile())) {
        outcome.trouble = ShopTrouble::NoShop;
        return outcome;
    }
    const std::unique_ptr<SqlSession> source = sqliteBackend(places.historyFile()).writer();
    const std::unique_ptr<SqlSession> target = backend.writer();
    const auto tell = [&](const MoveProgress& progress) {
        report({api::ShopWork::Move, phaseOf(progress.phase), progress.table, progress.done, progress.total});
    };
    try {
        fill(outcome, ShopMove(*source, *target, tell, cancelled).run());
    } catch (const MoveCancelled&) {
        outcome.trouble = ShopTrouble::Cancelled;
    } catch (const StoreError& error) {
        const bool isOurs = error.target() == source->target();
        outcome.trouble = isOurs ? ShopTrouble::ShopDamaged : ShopTrouble::StoreTrouble;
        outcome.detail = error.cause();
        shopMoverLog.warn("the shop was not moved", {{u"target"_s, outcome.target}, {u"cause"_s, outcome.detail}});
    }
    return outcome;
}

}  // namespace tongdai
