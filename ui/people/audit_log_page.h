#pragma once

#include "engine/api/audit_view.h"
#include "ui/common/look/look.h"
#include "ui/common/widgets/page.h"

class QComboBox;
class QPushButton;
class QTableWidget;

namespace tongdai {

class NoticeBar;
class RoleLabel;

/// The audit log (features I3): who did what, newest first, by person and by act; whether its chain is whole. It asks
/// when it is opened, since looking is written down. GUI thread.
class AuditLogPage final : public Page {
    Q_OBJECT
public:
    AuditLogPage(api::AuditView& audit, Look look, QWidget* parent = nullptr);

    QString title() const override { return tr("Audit log"); }
    Glyph glyph() const override { return Glyph::Eye; }
    QList<KeyLine> extraKeys() const override;
    void focusFirst() override;

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void begin();
    void askOn();
    void take(const api::Answer<AuditPage>& answer);
    void verify();
    void addRow(const AuditRow& row);
    void offer(QComboBox& box, const QString& words, const QString& value);
    void retranslate();
    QStringList cellsOf(const AuditRow& row) const;
    void fitColumns();
    void writeDetail();

    api::AuditView& m_audit;
    Look m_look;
    std::vector<AuditRow> m_rows;
    bool m_hasMore = false;
    api::NewestAnswer m_reading;
    api::NewestAnswer m_verifying;
    RoleLabel* m_words;
    QComboBox* m_who;
    QComboBox* m_what;
    QPushButton* m_verify;
    NoticeBar* m_verdict;
    QTableWidget* m_table;
    RoleLabel* m_detail;
    QPushButton* m_more;
    QAction* m_leave;
};

}  // namespace tongdai
