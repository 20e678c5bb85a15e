#pragma once

#include "engine/api/setup/pages.h"
#include "engine/host/boot/page_stack.h"
#include "engine/host/people/desk_gate.h"

namespace tongdai {

/// The shop's pages at Pancake as the Setup page asks about them, on the engine loop; PagesHost is the half on the GUI
/// thread.
class PagesService final : public QObject {
    Q_OBJECT
public:
    PagesService(const PageStack& pages, const DeskGate& gate) : m_pages(pages), m_gate(gate) {}

    QCoro::Task<api::Answer<std::vector<api::PageLook>>> pages();
    QCoro::Task<api::Answer<QString>> hookAddress(QString page);

private:
    const PageStack& m_pages;
    const DeskGate& m_gate;
};

}  // namespace tongdai
