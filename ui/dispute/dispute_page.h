#pragma once

#include "engine/api/dispute.h"
#include "ui/common/look/look.h"
#include "ui/common/widgets/page.h"
#include "ui/evidence/export_subject.h"

class QPushButton;

namespace tongdai {

class CasePane;
class CasesPane;
class DisputeColumns;
class NoticeBar;
class RoleLabel;
class TravelPane;

/// Disputes judged on history one can trust: cases, search over all sources, one conversation through time, and what
/// the shop decides (workspace 3.14). Lives on the GUI thread; asks nothing before it is opened.
class DisputePage final : public Page {
    Q_OBJECT
public:
    DisputePage(api::Disputes& disputes, Look look, QWidget* parent = nullptr);

    QString title() const override { return tr("Dispute"); }
    Glyph glyph() const override { return Glyph::Dispute; }
    QList<KeyLine> extraKeys() const override;
    void saveLayout(ScreenSettings& settings) const override;
    void restoreLayout(const ScreenSettings& settings) override;
    void focusFirst() override;

    /// A case about a message on Live: opens it, or the one that is open about its conversation.
    void openCase(const ConversationId& conversation, const MessageId& message);
    /// What was said in this shop, by filters as they are typed (ui/models/search_request.h).
    void searchFor(const QString& words);
    /// From now on the open conversation, and the case it is open for, can be exported (Ctrl+S): exportWanted.
    void offerExport();
    /// From now on whoever sits here can take part in another program's disputes.
    void offerJoin();
    /// Writes what is shown of the conversation, as it is shown.
    void saveScreen(const QString& file);
    CasesPane* cases() const { return m_cases; }
    TravelPane* travel() const { return m_travel; }

signals:
    void exportWanted(const tongdai::ExportSubject& subject);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void buildActions();
    void askAll();
    void askCases();
    void showCase(const DisputeCase& chosen);
    void showFile(const CaseFile& file);
    void showThread(const ThreadRef& ref, const QString& heading, const QByteArray& line);
    void askNewest();
    void takeThread(const DisputeThread& thread);
    void tellGone();
    void askEarlier();
    void askLater();
    void tellNoMore(const api::DeskFailure& failure);
    void searchThread(const QString& words);
    void openOriginal(const QByteArray& line);
    void reveal(const QByteArray& line, const QString& reason);
    void compare();
    QString nameOf(const DisputeThread& thread) const;
    void tell(const api::DeskFailure& failure);
    void retry();
    void bringThread();
    void leave();
    void switchZone();
    void chooseScreenFile();
    void tellSaved(const QString& file, const QString& problem);
    void stepFound(int forward);
    void nextPane(int direction);
    bool isChat(const QByteArray& source) const;
    std::optional<ExportSubject> exportSubject() const;
    void writeExport();
    void writeFoot();
    void retranslate();

    api::Disputes& m_disputes;
    Look m_look;
    bool m_isAsked = false;
    int m_caseLimit = 100;
    std::optional<CaseFile> m_opened;  ///< from Live, to be chosen as soon as the list has it
    std::optional<ThreadRef> m_wanted;
    std::optional<DisputeThread> m_kept;  ///< to be compared with another
    QString m_heading;                    ///< empty: the title of the conversation itself
    QByteArray m_line;
    api::NewestAnswer m_askedCases;
    api::NewestAnswer m_askedThread;
    api::NewestAnswer m_askedFile;
    api::NewestAnswer m_askedHits;
    NoticeBar* m_notice;
    CasesPane* m_cases;
    TravelPane* m_travel;
    CasePane* m_case;
    DisputeColumns* m_splitter;
    RoleLabel* m_foot;
    QPushButton* m_zone;
    QPushButton* m_export = nullptr;  ///< null: nothing can be exported
    QPushButton* m_save = nullptr;    ///< of what is on screen; with m_export
};

}  // namespace tongdai
