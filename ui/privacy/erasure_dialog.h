#pragma once

#include "engine/api/erasure.h"
#include "engine/domain/conversation/conversation.h"
#include "ui/common/look/look.h"

#include <QDialog>

class QCheckBox;
class QDateEdit;
class QProgressBar;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace tongdai {

class RoleLabel;

/// Before a customer is erased: the clock of their request, a tree of every place with how much of it goes, what a hold
/// or the law keeps and what is not reached; then the erasure, which waits for a tick; then its certificate (features
/// F12). GUI thread; deletes itself.
class ErasureDialog final : public QDialog {
    Q_OBJECT
public:
    ErasureDialog(api::Erasures& erasures, Conversation conversation, Look look, QWidget* parent = nullptr);

    void saveCertificate(const QString& file);

protected:
    void changeEvent(QEvent* event) override;
    void reject() override;

private:
    enum class Stage : quint8 { Planning, Planned, Erasing, Erased, Failed };
    void build();
    void plan();
    void erase();
    void note(const ErasureNote& note);
    void noteAsked();
    void noteAnswered();
    TimePoint chosenDay(const QDateEdit& edit) const;
    void buildDay(QDateEdit& edit, const QString& name);
    void writeDay(QDateEdit& edit, const QString& meaning);
    void writeClock();
    void takePlan(const api::Answer<ErasureReport>& answer);
    void takeDone(const api::Answer<api::ErasureDone>& answer);
    void chooseFile();
    void fillTree();
    QTreeWidgetItem* rowOf(const QString& name, const QString& words) const;
    void addLeft(LeftPlace::Why why);
    void write();
    QString sentence() const;

    api::Erasures& m_erasures;
    Conversation m_conversation;
    Look m_look;
    Stage m_stage = Stage::Planning;
    ErasureReport m_report;
    std::optional<api::ErasureDone> m_done;
    QString m_trouble;
    bool m_isNoting = false;
    QString m_noteTrouble;
    QString m_saved;
    RoleLabel* m_heading;
    RoleLabel* m_about;
    RoleLabel* m_clock;
    QDateEdit* m_asked;
    QDateEdit* m_answeredOn;
    QPushButton* m_note;
    QPushButton* m_answered;
    QTreeWidget* m_tree;
    RoleLabel* m_words;
    QProgressBar* m_bar;
    QCheckBox* m_sure;
    QPushButton* m_erase;
    QPushButton* m_certificate;
    QPushButton* m_close;
};

}  // namespace tongdai
