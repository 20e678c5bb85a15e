#include "ui/people/audit_words.h"

#include "engine/domain/people/permission.h"
#include "engine/domain/people/sight.h"
#include "ui/people/people_words.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tongdai {

QString AuditWords::act(const QString& action)
{
    static const QHash<QString, const char*> words{
        {QStringLiteral("takeover"), QT_TR_NOOP("Took over")},
        {QStringLiteral("hand_back"), QT_TR_NOOP("Handed back to the bot")},
        {QStringLiteral("drafts_on"), QT_TR_NOOP("Lets the bot draft")},
        {QStringLiteral("drafts_off"), QT_TR_NOOP("Goes on without drafts")},
        {QStringLiteral("channel_bot_on"), QT_TR_NOOP("Bot on for a channel")},
        {QStringLiteral("channel_bot_off"), QT_TR_NOOP("Bot off for a channel")},
        {QStringLiteral("channel_bot_drafts"), QT_TR_NOOP("Bot only drafts for a channel")},
        {QStringLiteral("assigned"), QT_TR_NOOP("Took the conversation")},
        {QStringLiteral("closed"), QT_TR_NOOP("Closed")},
        {QStringLiteral("reopened"), QT_TR_NOOP("Opened again")},
        {QStringLiteral("forced_release"), QT_TR_NOOP("Released by force")},
        {QStringLiteral("lock.life_given"), QT_TR_NOOP("Gave a lock an end")},
        {QStringLiteral("lock.released"), QT_TR_NOOP("Released a lock")},
        {QStringLiteral("lock.dropped"), QT_TR_NOOP("Dropped a lock")},
        {QStringLiteral("outbox.sent_again"), QT_TR_NOOP("Sent again")},
        {QStringLiteral("outbox.marked_sent"), QT_TR_NOOP("Marked as sent")},
        {QStringLiteral("outbox.dropped"), QT_TR_NOOP("Not to be sent")},
        {QStringLiteral("outbox.given_up"), QT_TR_NOOP("No further try to send")},
        {QStringLiteral("outbox_decided"), QT_TR_NOOP("Decided about a delivery")},
        {QStringLiteral("order.confirmed"), QT_TR_NOOP("Confirmed an order")},
        {QStringLiteral("order.made"), QT_TR_NOOP("Order made")},
        {QStringLiteral("task.retried"), QT_TR_NOOP("Task tried again")},
        {QStringLiteral("task.cancelled"), QT_TR_NOOP("Task cancelled")},
        {QStringLiteral("task.edited"), QT_TR_NOOP("Task edited and tried again")},
        {QStringLiteral("stream.acknowledged"), QT_TR_NOOP("Acknowledged entries of a stream")},
        {QStringLiteral("stream.handed_over"), QT_TR_NOOP("Gave entries of a stream to another reader")},
        {QStringLiteral("leftovers.swept"), QT_TR_NOOP("Let keys end that were left behind")},
        {QStringLiteral("state.repaired"), QT_TR_NOOP("Redis written anew from the store")},
        {QStringLiteral("task.dropped"), QT_TR_NOOP("Task dropped")},
        {QStringLiteral("login_refused"), QT_TR_NOOP("Wrong token")},
        {QStringLiteral("engine_started"), QT_TR_NOOP("Engine started")},
        {QStringLiteral("engine_stopped"), QT_TR_NOOP("Engine stopped")},
        {QStringLiteral("tokens_made"), QT_TR_NOOP("Tokens made")},
        {QStringLiteral("settings_changed"), QT_TR_NOOP("Settings changed")},
        {QStringLiteral("backup_made"), QT_TR_NOOP("Backup made")},
        {QStringLiteral("backup_restored"), QT_TR_NOOP("Backup restored")},
        {QStringLiteral("shop_moved"), QT_TR_NOOP("Shop moved to a server")},
        {QStringLiteral("history_import_began"), QT_TR_NOOP("Taking over history began")},
        {QStringLiteral("history_imported"), QT_TR_NOOP("History taken over")},
        {QStringLiteral("history_accepted"), QT_TR_NOOP("History accepted")},
        {QStringLiteral("sample_removed"), QT_TR_NOOP("Sample removed")},
        {QStringLiteral("retention"), QT_TR_NOOP("Old data removed")},
        {QStringLiteral("hold.placed"), QT_TR_NOOP("Legal hold placed")},
        {QStringLiteral("hold.released"), QT_TR_NOOP("Legal hold released")},
        {QStringLiteral("erasure.session"), QT_TR_NOOP("Conversation erased")},
        {QStringLiteral("erasure.person"), QT_TR_NOOP("Customer erased")},
        {QStringLiteral("erasure.requested"), QT_TR_NOOP("Asked to be erased")},
        {QStringLiteral("erasure.answered"), QT_TR_NOOP("Request for erasure answered")},
        {QStringLiteral("erasure.denied"), QT_TR_NOOP("Erasure refused")},
        {QStringLiteral("signed_in"), QT_TR_NOOP("Signed in")},
        {QStringLiteral("signed_out"), QT_TR_NOOP("Signed out")},
        {QStringLiteral("sign_in_refused"), QT_TR_NOOP("Sign-in refused")},
        {QStringLiteral("sign_in_rule"), QT_TR_NOOP("When to sign in")},
        {QStringLiteral("viewed_as"), QT_TR_NOOP("Saw the desk as")},
        {QStringLiteral("person_added"), QT_TR_NOOP("Person added")},
        {QStringLiteral("person_renamed"), QT_TR_NOOP("Person renamed")},
        {QStringLiteral("person_role_changed"), QT_TR_NOOP("Role changed")},
        {QStringLiteral("person_sight_changed"), QT_TR_NOOP("Conversations they see changed")},
        {QStringLiteral("person_disabled"), QT_TR_NOOP("Person disabled")},
        {QStringLiteral("person_enabled"), QT_TR_NOOP("Person enabled again")},
        {QStringLiteral("password_reset"), QT_TR_NOOP("Password reset")},
        {QStringLiteral("password_changed"), QT_TR_NOOP("Password changed")},
        {QStringLiteral("audit_viewed"), QT_TR_NOOP("Audit log looked at")},
        {QStringLiteral("assistant.searched"), QT_TR_NOOP("Assistant searched")},
        {QStringLiteral("assistant.read"), QT_TR_NOOP("Assistant read a conversation")},
        {QStringLiteral("assistant.drafted"), QT_TR_NOOP("Assistant drafted a reply")},
        {QStringLiteral("audit_verified"), QT_TR_NOOP("Audit log verified")},
        {QStringLiteral("case.opened"), QT_TR_NOOP("Case opened")},
        {QStringLiteral("case.noted"), QT_TR_NOOP("Note in a case")},
        {QStringLiteral("case.verdict_proposed"), QT_TR_NOOP("Verdict proposed")},
        {QStringLiteral("case.decided"), QT_TR_NOOP("Verdict approved")},
        {QStringLiteral("dispute.viewed"), QT_TR_NOOP("Looked at a disputed conversation")},
        {QStringLiteral("dispute.original"), QT_TR_NOOP("Opened a deleted line")},
        {QStringLiteral("dispute.revealed"), QT_TR_NOOP("Revealed masked numbers")},
        {QStringLiteral("conversation.viewed"), QT_TR_NOOP("Looked at a conversation")},
        {QStringLiteral("conversation.listed"), QT_TR_NOOP("Read the list of conversations")},
        {QStringLiteral("conversation.revealed"), QT_TR_NOOP("Revealed masked numbers")},
        {QStringLiteral("dispute.saved"), QT_TR_NOOP("Saved what was on screen of a dispute")},
        {QStringLiteral("dispute.join"), QT_TR_NOOP("Asked to join a dispute")},
        {QStringLiteral("dispute.package"), QT_TR_NOOP("Asked for the documents of a dispute")},
        {QStringLiteral("dispute.close"), QT_TR_NOOP("Asked to close a dispute")},
        {QStringLiteral("evidence_exported"), QT_TR_NOOP("Exported evidence")},
        {QStringLiteral("details_exported"), QT_TR_NOOP("Exported conversations in detail")},
        {QStringLiteral("erasure.refused"), QT_TR_NOOP("Erasure stopped by a hold")},
    };
    const char* const found = words.value(action);
    return found ? tr(found) : action;
}

QString AuditWords::fact(const QString& field, const QJsonValue& value)
{
    static const QHash<QString, const char*> words{
        {QStringLiteral("reason"), QT_TR_NOOP("Reason")},
        {QStringLiteral("source"), QT_TR_NOOP("Source")},
        {QStringLiteral("conversation"), QT_TR_NOOP("Conversation")},
        {QStringLiteral("conversations"), QT_TR_NOOP("Conversations")},
        {QStringLiteral("messages"), QT_TR_NOOP("Messages")},
        {QStringLiteral("form"), QT_TR_NOOP("Form")},
        {QStringLiteral("masked"), QT_TR_NOOP("Numbers masked")},
        {QStringLiteral("notes"), QT_TR_NOOP("With notes")},
        {QStringLiteral("lines"), QT_TR_NOOP("Lines")},
        {QStringLiteral("rev"), QT_TR_NOOP("Line in the conversation")},
        {QStringLiteral("chain_head"), QT_TR_NOOP("Chain head")},
        {QStringLiteral("case"), QT_TR_NOOP("Case")},
        {QStringLiteral("number"), QT_TR_NOOP("Case")},
        {QStringLiteral("entries"), QT_TR_NOOP("Entries")},
        {QStringLiteral("whole"), QT_TR_NOOP("Whole")},
        {QStringLiteral("action"), QT_TR_NOOP("Filter")},
        {QStringLiteral("role"), QT_TR_NOOP("Role")},
        {QStringLiteral("name"), QT_TR_NOOP("Name")},
        {QStringLiteral("why"), QT_TR_NOOP("Why")},
        {QStringLiteral("cause"), QT_TR_NOOP("Cause")},
        {QStringLiteral("verdict"), QT_TR_NOOP("Verdict")},
        {QStringLiteral("by"), QT_TR_NOOP("By")},
        {QStringLiteral("file"), QT_TR_NOOP("File")},
        {QStringLiteral("version"), QT_TR_NOOP("Version")},
        {QStringLiteral("asked"), QT_TR_NOOP("Asked on")},
        {QStringLiteral("late"), QT_TR_NOOP("Too late")},
        {QStringLiteral("when_several"), QT_TR_NOOP("Sign-in where several work")},
        {QStringLiteral("withdrawn"), QT_TR_NOOP("Answers withdrawn")},
        {QStringLiteral("by_reply"), QT_TR_NOOP("By replying")},
        {QStringLiteral("from"), QT_TR_NOOP("From")},
        {QStringLiteral("until"), QT_TR_NOOP("Until")},
        {QStringLiteral("tries"), QT_TR_NOOP("Tries")},
        {QStringLiteral("package"), QT_TR_NOOP("Package")},
        {QStringLiteral("rows"), QT_TR_NOOP("Rows")},
        {QStringLiteral("page"), QT_TR_NOOP("Page")},
        {QStringLiteral("keys"), QT_TR_NOOP("Keys")},
        {QStringLiteral("group"), QT_TR_NOOP("Group of readers")},
        {QStringLiteral("to"), QT_TR_NOOP("To")},
        {QStringLiteral("fence"), QT_TR_NOOP("Fence")},
        {QStringLiteral("happened_at"), QT_TR_NOOP("Happened")},
        {QStringLiteral("tokens"), QT_TR_NOOP("Tokens")},
        {QStringLiteral("added"), QT_TR_NOOP("Added")},
        {QStringLiteral("cancelled"), QT_TR_NOOP("Cancelled")},
        {QStringLiteral("reference"), QT_TR_NOOP("Our reference")},
        {QStringLiteral("goods"), QT_TR_NOOP("Goods")},
        {QStringLiteral("sum"), QT_TR_NOOP("Sum")},
        {QStringLiteral("phone"), QT_TR_NOOP("Telephone")},
        {QStringLiteral("order"), QT_TR_NOOP("Order")},
    };
    const char* const found = words.value(field);
    const QString name = found ? tr(found) : field;
    QString text;
    if (value.isBool())
        text = value.toBool() ? tr("yes") : tr("no");
    else if (value.isObject() || value.isArray())
        text = AuditWords::inside(value).join(QStringLiteral(", "));
    else if (field == QLatin1StringView("source") && value.toString() == QLatin1StringView("own"))
        text = tr("this shop");
    else if (field == QLatin1StringView("form"))
        text = value.toString() == QLatin1StringView("package") ? tr("signed package") : value.toString().toUpper();
    else if (field == QLatin1StringView("action"))
        text = act(value.toString());
    else if (const auto role = roleOf(value.toString()); role && field == QLatin1StringView("role"))
        text = PeopleWords::role(*role);
    else
        text = value.toVariant().toString();
    return text.isEmpty() ? name : tr("%1: %2", "name of a fact, the fact").arg(name, text);
}

QString AuditWords::who(const AuditRow& row)
{
    if (!row.name.isEmpty()) return row.name;
    if (row.who.isEmpty()) return QStringLiteral("–");
    const QString id = row.who.toString().trimmed();  // a program's begins with a space
    if (id == QLatin1StringView("engine")) return tr("engine");
    if (id == QLatin1StringView("admin")) return tr("administrator's token");
    if (id == QLatin1StringView("start")) return tr("start of the program");
    if (id == QLatin1StringView("desk")) return tr("this desk");
    if (id == QLatin1StringView("retention")) return tr("retention");
    return id;
}

QStringList AuditWords::inside(const QJsonValue& value)
{
    QStringList words;
    const QJsonArray list = value.toArray();
    for (const QJsonValue& each : list)
        words << (each.isObject() || each.isArray() ? inside(each).join(QStringLiteral(", "))
                                                    : each.toVariant().toString());
    const QJsonObject object = value.toObject();
    for (auto field = object.begin(); field != object.end(); ++field)
        words << fact(field.key(), field.value());
    return words;
}

QStringList AuditWords::facts(const AuditRow& row)
{
    QStringList facts;
    if (!row.aboutName.isEmpty()) facts << row.aboutName;
    const bool isOfSight = row.action == QLatin1StringView("person_sight_changed");
    const auto plain = [isOfSight](const QJsonValue& value) {
        if (isOfSight) return PeopleWords::sight(sightStored(value.toString()));
        const auto role = roleOf(value.toString());
        return role ? PeopleWords::role(*role) : value.toVariant().toString();
    };
    const QLatin1StringView before("old");
    const QLatin1StringView after("new");
    if (row.detail.contains(before) || row.detail.contains(after))
        facts << QStringLiteral("%1 → %2").arg(plain(row.detail[before]), plain(row.detail[after]));
    for (auto field = row.detail.begin(); field != row.detail.end(); ++field) {
        if (field.key() == before || field.key() == after) continue;
        // Nothing was withdrawn: nothing to be said.
        if (field.key() == QLatin1StringView("withdrawn") && field.value().toInteger() == 0) continue;
        facts << fact(field.key(), field.value());
    }
    return facts;
}

}  // namespace tongdai
