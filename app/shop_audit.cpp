#include "app/shop_audit.h"

#include "engine/domain/dispute/audit_file.h"
#include "engine/domain/log.h"

#include <QDateTime>

namespace tongdai::app {

using namespace Qt::StringLiterals;

static const Log shopAuditLog("audit");

TimePoint auditNow()
{
    return TimePoint(std::chrono::milliseconds(QDateTime::currentMSecsSinceEpoch()));
}

void noteShopWork(const QString& dataDir, const QByteArray& actor, const api::ShopOutcome& outcome)
{
    if (outcome.trouble != api::ShopTrouble::None) return;
    QJsonObject detail{{u"conversations"_s, outcome.conversations}, {u"messages"_s, outcome.messages}};
    QString action;
    switch (outcome.work) {
        case api::ShopWork::Backup: action = u"backup_made"_s; break;
        case api::ShopWork::Inspect: return;
        case api::ShopWork::Restore:
            action = u"backup_restored"_s;
            detail.insert(u"made_at"_s, outcome.madeAt.toUTC().toString(Qt::ISODate));
            detail.insert(u"program"_s, outcome.program);
            break;
        case api::ShopWork::Move:
            action = u"shop_moved"_s;
            detail.insert(u"target"_s, outcome.target);
            break;
    }
    const QString problem = keepForAudit(dataDir, {{actor, action, {}, detail}}, auditNow());
    if (!problem.isEmpty())
        shopAuditLog.warn("what was done to the shop was not noted", {{u"what"_s, action}, {u"cause"_s, problem}});
}

}  // namespace tongdai::app
