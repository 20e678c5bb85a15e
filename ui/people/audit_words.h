#pragma once

#include "engine/domain/dispute/audit_page.h"

#include <QCoreApplication>
#include <QStringList>

namespace tongdai {

/// What the acts in the audit log are called. Pure. An act that a newer program wrote is shown by its own name.
class AuditWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::AuditWords)
public:
    static QString act(const QString& action);
    /// "Lý do: …", "Masked: yes": one fact of an entry. A field that a newer program wrote keeps its own name.
    static QString fact(const QString& field, const QJsonValue& value);
    /// A person's name, or the program that acts by itself; of somebody who is not known here: a dash.
    static QString who(const AuditRow& row);
    /// What was done to whom, from what to what, and every other fact.
    static QStringList facts(const AuditRow& row);

private:
    /// What a list holds, or what stands in a group, without brackets.
    static QStringList inside(const QJsonValue& value);
};

}  // namespace tongdai
