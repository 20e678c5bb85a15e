#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

/// A name that another program sees (a path, an event, a field, a word of an answer) stands in engine/contract/. The
/// protocols below the contract (engine/server/http, socketio, websocket) have names of their own standards.
class WireNamesTest : public QObject {
    Q_OBJECT

    using Names = QMap<QString, QStringList>;  ///< by file

    /// What is not there yet, by file. It only gets shorter: a name that has moved is taken out here.
    const Names m_notYet{
        {u"engine/server/chat/chat_admission.cpp"_s, {u"accessToken"_s, u"deviceId"_s}},
        {u"engine/server/chat/chat_events.cpp"_s, {u"isTyping"_s, u"messageId"_s, u"threadId"_s, u"userId"_s}},
        {u"engine/server/chat/chat_gateway.cpp"_s, {u"session_moved"_s}},
        {u"engine/server/chat/chat_presence.cpp"_s, {u"threadId"_s, u"userId"_s}},
        {u"engine/server/chat/jwt_tokens.cpp"_s, {u"userId"_s}},
        {u"engine/server/chat/line_delivery.cpp"_s, {u"tempId"_s, u"threadId"_s}},
        {u"engine/server/chat/missed_lines.cpp"_s, {u"userId"_s}},
        {u"engine/server/plain_sockets/plain_sockets.cpp"_s,
         {u"access_token"_s, u"bad_frame"_s, u"bad_message"_s, u"message_id_reused"_s, u"message_sent"_s,
          u"not_allowed"_s, u"not_found"_s, u"not_saved"_s, u"sessionId"_s, u"too_fast"_s}},
        {u"engine/server/router.cpp"_s, {u"access_token"_s}},
        {u"engine/server/routes/admin_routes.cpp"_s, {u"conversation_id"_s, u"max_age_hours"_s}},
        {u"engine/server/routes/audit_routes.cpp"_s, {u"audit_viewed"_s}},
        {u"engine/server/routes/channel_routes.cpp"_s, {u"bot_off"_s}},
        {u"engine/server/routes/chat/chat_query.cpp"_s, {u"errorCode"_s}},
        {u"engine/server/routes/chat/chat_routes.cpp"_s,
         {u"contractId"_s, u"createdAt"_s, u"hasMore"_s, u"includeAttachments"_s, u"includeLastMessage"_s,
          u"includeParticipants"_s, u"includeReceipts"_s, u"jobPost"_s, u"jobPostId"_s, u"lastReadMessageId"_s,
          u"nextCursor"_s, u"participantRole"_s, u"unreadMessagesCount"_s, u"updatedAt"_s, u"updatedReceipts"_s}},
        {u"engine/server/routes/chat/consolidated_routes.cpp"_s,
         {u"active_jobs"_s, u"ai_job_id"_s, u"background_job_manager"_s, u"completed_at"_s, u"consolidated_count"_s,
          u"consolidated_messages"_s, u"conversation_id"_s, u"created_at"_s, u"error_message"_s, u"job_id"_s,
          u"job_type"_s, u"lock_id"_s, u"lock_manager"_s, u"redis_connected"_s, u"started_at"_s}},
        {u"engine/server/routes/dispute_routes.cpp"_s,
         {u"clientId"_s, u"contractId"_s, u"createdFrom"_s, u"createdTo"_s, u"freelancerId"_s, u"hasMore"_s,
          u"needsAdmin"_s}},
        {u"engine/server/routes/handle_message_route.cpp"_s, {u"message_id_reused"_s}},
        {u"engine/server/routes/chat/history_answers.cpp"_s, {u"fromDate"_s, u"pageSize"_s, u"toDate"_s}},
        {u"engine/server/routes/chat/history_callers.cpp"_s, {u"userId"_s}},
        {u"engine/server/routes/metrics_text.cpp"_s,
         {u"journal_waiting"_s, u"outbox_waiting"_s, u"part_latency_seconds"_s, u"part_up"_s}},
        {u"engine/server/routes/privacy_routes.cpp"_s, {u"value_error"_s}},
        {u"engine/server/routes/rest_api.cpp"_s,
         {u"enhanced_chatbot_backend"_s, u"journal_order"_s, u"journal_waiting"_s, u"outbox_waiting"_s}},
        {u"engine/server/routes/chat/session_routes.cpp"_s, {u"chat_session_id"_s, u"tag_id"_s}},
        {u"engine/server/web/web_widget.cpp"_s, {u"expiresIn"_s, u"shopName"_s, u"threadId"_s, u"userId"_s}},
        {u"engine/work/audit/audit_anchor.cpp"_s, {u"history_accepted"_s}},
        {u"engine/work/audit/audit_logins.cpp"_s, {u"left_out_before"_s, u"login_refused"_s}},
        {u"engine/work/audit/audit_trail.cpp"_s, {u"happened_at"_s, u"lost_before"_s}},
        {u"engine/work/chat/chat_send.cpp"_s, {u"customer_name"_s, u"tempId"_s}},
        {u"engine/work/desk/sign_in.cpp"_s, {u"sign_in_refused"_s, u"signed_in"_s}},
        {u"engine/work/message/consolidated_chat.cpp"_s, {u"message_id_reused"_s}},
        {u"engine/work/message/conversation_runner.cpp"_s,
         {u"history_damaged"_s, u"message_id"_s, u"pancake_result"_s}},
        {u"engine/work/message/handle_message.cpp"_s,
         {u"ai_response"_s, u"extracted_actions"_s, u"message_id"_s, u"newer_messages"_s, u"pancake_result"_s}},
        {u"engine/work/message/handle_result.cpp"_s,
         {u"answered_outside"_s, u"human_takeover"_s, u"own_echo"_s, u"processing_in_progress"_s}},
        {u"engine/work/claims/held_claims.cpp"_s, {u"held_too_long"_s, u"lease_lost"_s, u"taken_over"_s}},
        {u"engine/work/journal/journal_keeper.cpp"_s, {u"journal_message_set_aside"_s, u"message_id_reused"_s}},
        {u"engine/work/chat/session_statuses.cpp"_s, {u"mode_changed"_s, u"status_changed"_s}},
        {u"engine/work/message/turn_record.cpp"_s, {u"actions_executed"_s, u"ai_unavailable"_s}},
        {u"engine/work/tasks/upkeep.cpp"_s, {u"rows_repaired"_s, u"waiting_too_long"_s}},
    };

    static QStringList wireNamesIn(QString source)
    {
        static const QRegularExpression comment(u"//[^\\n]*|#include[^\\n]*"_s);
        // Of the log and of the failpoints: read by the shop's own people.
        static const QRegularExpression logged(u"Log\\.(debug|info|warn|error)\\([^;]*;|FAILPOINT\\w*\\([^;]*;"_s);
        static const QRegularExpression literal(u"\"((?:[^\"\\\\\\n]|\\\\.)*)\""_s);
        static const QRegularExpression wire(
            u"^(/[a-z][^ ]*|[a-z]+:[a-z][\\w:-]*|[a-z]+(_[a-z0-9]+)+:?|[a-z]+([A-Z][a-z]+)+)$"_s);
        source.remove(comment);
        source.remove(logged);
        QSet<QString> names;
        for (auto each = literal.globalMatch(source); each.hasNext();) {
            const QString text = each.next().captured(1);
            if (wire.match(text).hasMatch()) names.insert(text);
        }
        QStringList sorted = names.values();
        sorted.sort();
        return sorted;
    }

    static Names ofThisTree()
    {
        Names found;
        for (const QString& folder : {u"engine/server"_s, u"engine/work"_s}) {
            QDirIterator each(QStringLiteral(TONGDAI_SOURCE_DIR) + u'/' + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                              QDirIterator::Subdirectories);
            while (each.hasNext()) {
                QFile file(each.next());
                const QString name = file.fileName().sliced(QStringLiteral(TONGDAI_SOURCE_DIR).size() + 1);
                static const QRegularExpression standards(u"^engine/server/(http|socketio|websocket)/"_s);
                if (standards.match(name).hasMatch() || !file.open(QIODevice::ReadOnly)) continue;
                const QStringList names = wireNamesIn(QString::fromUtf8(file.readAll()));
                if (!names.isEmpty()) found.insert(name, names);
            }
        }
        return found;
    }

    static QString listed(const Names& names)
    {
        QString text;
        for (auto each = names.cbegin(); each != names.cend(); ++each)
            text += u"\n        {u\"%1\"_s, {u\"%2\"_s}},"_s.arg(each.key(), each->join(u"\"_s, u\""_s));
        return text;
    }

private slots:
    void noNewNameStandsOutsideTheContract()
    {
        Names offenders;
        Names gone;
        const Names found = ofThisTree();
        for (auto each = found.cbegin(); each != found.cend(); ++each) {
            for (const QString& name : *each) {
                if (!m_notYet.value(each.key()).contains(name)) offenders[each.key()] << name;
            }
        }
        for (auto each = m_notYet.cbegin(); each != m_notYet.cend(); ++each) {
            for (const QString& name : *each) {
                if (!found.value(each.key()).contains(name)) gone[each.key()] << name;
            }
        }
        QVERIFY2(offenders.isEmpty(), qPrintable(u"belongs into engine/contract:"_s + listed(offenders)));
        QVERIFY2(gone.isEmpty(), qPrintable(u"take out of the list above, it has moved:"_s + listed(gone)));
    }

    void noPathStandsOutsideTheContract()
    {
        const Names found = ofThisTree();
        QVERIFY2(!found.isEmpty(), "the pattern found nothing: is the source folder right?");
        for (auto each = found.cbegin(); each != found.cend(); ++each) {
            const QStringList paths = each->filter(QRegularExpression(u"^/(?!dev/)"_s));
            QVERIFY2(paths.isEmpty(), qPrintable(each.key() + u": "_s + paths.join(u", "_s)));
        }
    }

    void theCheckNoticesNames()
    {
        const QString source =
            u"#include \"a_b/c_d.h\"\n// \"in_a_comment\"\n"
            "routesLog.warn(\"said\", {{u\"log_field\"_s, 1}});\nFAILPOINT(\"turn.end_here\");\n"
            "answer[u\"conversation_id\"_s] = id;\nemitTo(\"chat:typing\");\n"
            "router.mount(u\"/chat/ws\"_s);\ntell(u\"threadId\"_s, u\"Plain words\"_s, u\"word\"_s);\n"_s;
        QCOMPARE(wireNamesIn(source),
                 (QStringList{u"/chat/ws"_s, u"chat:typing"_s, u"conversation_id"_s, u"threadId"_s}));
    }
};

TONGDAI_TEST(WireNamesTest)

}  // namespace tongdai

#include "wire_names_test.moc"
