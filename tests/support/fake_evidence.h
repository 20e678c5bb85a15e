#pragma once

#include "engine/api/evidence.h"

#include <vector>

namespace tongdai::testing {

/// Evidence that remembers what was asked, and answers when a test says so. Lives on the GUI thread.
class FakeEvidence final : public api::Evidence {
    Q_OBJECT
public:
    api::Asked<api::EvidenceMade> exportConversation(const api::EvidenceRequest& request) override
    {
        asked.push_back(request);
        m_newest = QPromise<api::Answer<api::EvidenceMade>>();
        m_newest.start();
        return m_newest.future();
    }
    void cancelExport() override { ++cancelled; }
    api::Asked<EvidenceVerdict> verify(const QString& file) override
    {
        checked << file;
        return api::answered<EvidenceVerdict>(verdict);
    }

    void answer(api::Answer<api::EvidenceMade> with)
    {
        m_newest.addResult(std::move(with));
        m_newest.finish();
    }

    std::vector<api::EvidenceRequest> asked;
    QStringList checked;
    int cancelled = 0;
    EvidenceVerdict verdict;

private:
    QPromise<api::Answer<api::EvidenceMade>> m_newest;
};

}  // namespace tongdai::testing
