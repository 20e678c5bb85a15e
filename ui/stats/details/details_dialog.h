#pragma once

#include "engine/api/statistics.h"
#include "ui/common/look/look.h"

#include <QDialog>

class QCheckBox;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace tongdai {

class RoleLabel;

/// Asks how the conversations of a range are to leave the shop, a row for each, writes them, and says what became of
/// it (features H11). Numbers are masked unless that was unchosen. GUI thread; deletes itself.
class DetailsDialog final : public QDialog {
    Q_OBJECT
public:
    DetailsDialog(api::Statistics& statistics, const StatsQuery& range, Look look, QWidget* parent = nullptr);
    ~DetailsDialog() override;

    void exportTo(const QString& file);
    QString proposedName() const;

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void reject() override;

private:
    void build();
    QString suffix() const;
    api::DetailRequest request(const QString& file) const;
    void chooseTarget();
    void showProgress(const api::DetailProgress& progress);
    void takeMade(const api::Answer<api::DetailsMade>& answer);
    void say(ColorRole color, const QString& words);
    void setRunning(bool isRunning);
    void fitHeight();
    QString about() const;
    void retranslate();

    api::Statistics& m_statistics;
    StatsQuery m_range;
    Look m_look;
    bool m_isRunning = false;
    RoleLabel* m_heading;
    RoleLabel* m_about;
    QRadioButton* m_xlsx;
    QRadioButton* m_csv;
    QCheckBox* m_masked;
    RoleLabel* m_warning;
    QProgressBar* m_bar;
    RoleLabel* m_result;
    QPushButton* m_save;
    QPushButton* m_close;
};

}  // namespace tongdai
