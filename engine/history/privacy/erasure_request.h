#pragma once

#include "engine/domain/people/privacy.h"
#include "engine/history/store/unit_of_work.h"

/// The clock of a request for erasure (features F12): rows of `erasures` of their own kind, under the pseudonym of
/// whoever asked. Every step is an audit entry. Writer thread, inside a transaction; `reads` on any session.
namespace tongdai {

/// Writes down that they asked, or that they were answered; what stands there already stays. One open request a person.
ErasureRequest noteErasureRequest(UnitOfWork& work, const SenderId& user, const ErasureNote& note,
                                  const QByteArray& actor, const ErasureTerms& terms);
/// They are erased: ends their open request. Nothing: none was written down.
std::optional<ErasureRequest> endErasureRequest(UnitOfWork& work, const SenderId& user, const ErasureTerms& terms);

namespace reads {
/// The open one.
std::optional<ErasureRequest> erasureRequest(SqlSession& session, const SenderId& user, const ErasureTerms& terms);
/// Of everybody who is not erased yet, longest ago first.
std::vector<OpenErasure> openErasures(SqlSession& session, int limit, const ErasureTerms& terms);
}  // namespace reads

}  // namespace tongdai
