#pragma once

#include "engine/api/dispute.h"
#include "ui/common/look/look.h"
#include "ui/models/search_request.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QListView;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace tongdai {

class CasesModel;
class DisputeHitsModel;
class ElidedLabel;
class EmptyState;
class RoleLabel;
class StateWord;

/// The left side of the Dispute page: the cases, a search over all sources, and how each source is. GUI thread.
class CasesPane final : public QWidget {
    Q_OBJECT
public:
    CasesPane(api::Disputes& disputes, Look look, QWidget* parent = nullptr);

    void setCases(std::vector<DisputeCase> cases, bool hasMore);
    void setSources(std::vector<SourceStatus> sources);
    const std::vector<SourceStatus>& sources() const { return m_sources; }
    /// Instead of the list: why there is none.
    void setFailure(const QString& words);
    /// Selects it, as if somebody had; false: it is not in the list.
    bool choose(const QByteArray& id);
    void focusSearch();
    /// Types it into the box and looks.
    void searchFor(const QString& words);
    void focusCases();
    bool isSearching() const;
    void leaveSearch();
    void retranslate();

signals:
    void caseChosen(tongdai::DisputeCase chosen);
    void hitChosen(tongdai::DisputeHit chosen);
    void moreWanted();
    /// A case was clicked or entered: whoever shows its thread elsewhere brings it forward.
    void caseEntered();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void searchNow();
    void forgetFound();
    std::optional<QByteArray> sourceNamed(const QString& typed) const;
    bool isOfOthers(const QByteArray& source) const;
    QString unknownSource(const QString& typed) const;
    QString foundWords() const;
    void takeFound(const api::Answer<api::FoundLines>& answer);
    void writeSources();
    void writeFound();
    void writeList();

    api::Disputes& m_disputes;
    Look m_look;
    std::vector<SourceStatus> m_sources;
    std::optional<api::FoundLines> m_found;
    DisputeSearchRequest m_searched;
    QString m_trouble;  ///< of the search
    bool m_hasMore = false;
    bool m_isLoaded = false;
    bool m_awaitsCases = false;  ///< the focus belongs to the list as soon as there is one
    QString m_failure;           ///< of the list
    QTimer m_typing;
    api::NewestAnswer m_asked;
    CasesModel* m_cases;
    DisputeHitsModel* m_hits;
    RoleLabel* m_heading;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QListView* m_list;
    QPushButton* m_more;
    RoleLabel* m_searchHeading;
    QLineEdit* m_search;
    QPushButton* m_cancel;
    RoleLabel* m_foundWords;
    QListView* m_hitList;
    QVBoxLayout* m_sourceRows;
    std::vector<std::pair<StateWord*, RoleLabel*>> m_sourceWords;
};

}  // namespace tongdai
