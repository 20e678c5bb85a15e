#pragma once

#include "engine/api/desk.h"
#include "ui/common/look.h"
#include "ui/common/page.h"

namespace tongdai {

class ConversationPane;

/// The Live page: conversations, thread, customer card (workspace 3.11). All it knows of the engine is the desk.
/// Lives on the GUI thread.
class LivePage final : public Page {
    Q_OBJECT
public:
    LivePage(api::Desk& desk, Look look, QWidget* parent = nullptr);
    ~LivePage() override;

    QString title() const override;
    Glyph glyph() const override { return Glyph::Live; }
    QList<KeyLine> extraKeys() const override;
    void saveLayout(ScreenSettings& settings) const override;
    void restoreLayout(const ScreenSettings& settings) override;
    void focusFirst() override;

    /// Opens exactly this conversation, whatever queue is shown (a toast was clicked).
    void open(const ConversationId& conversation);

signals:
    /// The empty desk's action: the owner opens the sample shop.
    void sampleShopWanted();

private:
    class Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace tongdai
