#pragma once

#include "engine/domain/people/privacy.h"
#include "engine/domain/shop/health.h"

#include <QJsonObject>

#include <variant>

/// Shapes of the administrator's privacy routes: erasure, holds, retention, audit (guarantees 2.15, 2.16).
namespace tongdai::contract {

QJsonObject toJson(const LegalHold& hold);
QJsonObject holdsAnswer(const std::vector<LegalHold>& holds);
/// `done` false: a plan, or refused because of the holds it names.
QJsonObject erasureAnswer(const ErasureReport& report, bool isPlan, TimePoint now);
/// When they asked, by when what is due, and whether it is late (features F12).
QJsonObject requestAnswer(const ErasureRequest& request, TimePoint now);
/// Everybody who asked and is not erased yet, longest ago first.
QJsonObject erasuresAnswer(const std::vector<OpenErasure>& open, TimePoint now);
QJsonObject retentionAnswer(const RetentionPolicy& policy, const std::vector<RetentionCount>& counts, bool isDryRun);
QJsonObject auditAnswer(const std::vector<AuditLine>& lines);
/// `outside`: what the heads kept outside of the store say.
QJsonObject verdictAnswer(const AuditVerdict& verdict, AuditState outside);
/// To the word that the store as it is now is the right one; `was` is what it was thought to be.
QJsonObject acceptedAnswer(AuditState was);

/// `{"kind":"person"|"conversation","subject":…,"reason":…,"placed_by":…}`; the text says what is wrong.
std::variant<LegalHold, QString> readHold(QByteArrayView body);
/// `{"asked_at":seconds since 1970,"answered":true,"answered_at":seconds}`, all optional; a time of the answer says
/// that there was one.
std::variant<ErasureNote, QString> readErasureNote(QByteArrayView body);

}  // namespace tongdai::contract
