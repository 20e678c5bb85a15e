#pragma once

#include "ui/common/look/look.h"
#include "ui/models/search_hits_model.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QStackedLayout;

namespace tongdai {

class EmptyState;
class GlyphButton;
class SearchHitDelegate;

/// Search in everything that was ever said (features A14, K2): one box with words and filters, hits by conversation.
/// Stands where the list of conversations does while it is open. Lives on the GUI thread.
class SearchPane final : public QWidget {
    Q_OBJECT
public:
    SearchPane(api::Desk& desk, Look look, QWidget* parent = nullptr);

    SearchHitsModel& model() { return *m_model; }
    QListView* list() const { return m_list; }
    void focusBox();
    /// As if somebody had typed it.
    void search(const QString& words);

signals:
    void lineChosen(tongdai::ConversationId conversation, qint64 rev);
    /// Enter on a hit: go on to the box.
    void activated();
    void closeWanted();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void ask();
    void hitChosen(const QModelIndex& current);
    void letGo(const QModelIndex& parent, int first, int last);
    void updateState();
    void updateWords();
    void runAction();
    void fetchAtEnd();
    bool hasFilters() const;
    void redress();
    void retranslate();

    Look m_look;
    SearchHitsModel* m_model;
    SearchHitDelegate* m_delegate;
    QLineEdit* m_box;
    GlyphButton* m_close;
    QListView* m_list;
    EmptyState* m_words;  ///< what can be typed, or why there is nothing
    QLabel* m_loading;
    QStackedLayout* m_stack;
    QLabel* m_count;
    QTimer m_delay;        ///< a question per pause, not per letter
    QTimer m_nameTheWait;  ///< a wait of 400 ms gets a word (workspace 3.1)
};

}  // namespace tongdai
