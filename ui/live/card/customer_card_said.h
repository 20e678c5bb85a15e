#pragma once

#include "engine/domain/customer/customer_details.h"
#include "ui/common/look/look.h"

#include <QSet>
#include <QWidget>

class QVBoxLayout;

namespace tongdai {

/// What customers said of themselves (features A16): telephone number, name, addresses, each with the time it was said,
/// which leads to the line it stands in. What they said before is one press away. GUI thread.
class CustomerCardSaid final : public QWidget {
    Q_OBJECT
public:
    /// `opened`: keys of the fields whose earlier values are shown.
    CustomerCardSaid(const CustomerDetails& details, Look look, const QSet<QString>& opened, QWidget* parent = nullptr);

signals:
    void lineWanted(qint64 rev);
    /// Show or hide the earlier values of a field.
    void earlierToggled(QString key);

private:
    void addField(const QString& label, DetailField field, const QString& more = {});
    void addValue(const QString& label, const DetailValue& value, const QString& more);

    CustomerDetails m_details;
    Look m_look;
    QSet<QString> m_opened;
    QVBoxLayout* m_rows;
};

}  // namespace tongdai
