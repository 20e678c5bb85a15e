#pragma once

#include "engine/api/evidence.h"
#include "ui/common/look/look.h"
#include "ui/evidence/export_subject.h"

#include <QDialog>

class QCheckBox;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace tongdai {

class RoleLabel;

/// Asks how a conversation, and the case it is open for, is to leave the shop, writes it, and says what became of it;
/// and checks a package, of this shop or another. Nothing leaves unmasked or with notes unless that was chosen. GUI
/// thread; deletes itself.
class ExportDialog final : public QDialog {
    Q_OBJECT
public:
    ExportDialog(api::Evidence& evidence, ExportSubject subject, Look look, QWidget* parent = nullptr);
    ~ExportDialog() override;

    void exportTo(const QString& file);
    void check(const QString& file);
    QString proposedName() const;

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void reject() override;

private:
    enum class Form : quint8 { Package, Pdf, Xlsx, Csv };
    void build();
    Form form() const;
    api::EvidenceRequest request(const QString& file) const;
    void chooseTarget();
    void choosePackage();
    void showProgress(const api::EvidenceProgress& progress);
    void takeMade(const api::Answer<api::EvidenceMade>& answer);
    void takeVerdict(const QString& file, const api::Answer<EvidenceVerdict>& answer);
    void say(ColorRole color, const QString& words);
    void setRunning(bool isRunning);
    void fitHeight();
    QString about() const;
    void retranslate();

    api::Evidence& m_evidence;
    ExportSubject m_subject;
    Look m_look;
    bool m_isRunning = false;
    RoleLabel* m_heading;
    RoleLabel* m_about;
    std::vector<QRadioButton*> m_forms;
    QCheckBox* m_case;
    QCheckBox* m_masked;
    QCheckBox* m_notes;
    RoleLabel* m_warning;
    QProgressBar* m_bar;
    RoleLabel* m_result;
    QPushButton* m_check;
    QPushButton* m_save;
    QPushButton* m_close;
};

}  // namespace tongdai
