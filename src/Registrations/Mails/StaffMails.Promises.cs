using Entente.Collaboration.Notifications.Rules;
using Entente.Registrations.Model;
using Entente.Registrations.Promises;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Mails;

// Promises besides the decision.
internal sealed partial class StaffMails
{
    /// <summary>A promise to the partner runs out or is broken: its manager, or whoever owns the workspace.</summary>
    public async Task Promise(Registration registration, WorkingPromise promise, ClockMark mark, CancellationToken ct)
    {
        var broken = mark is ClockMark.Breach;
        var title = promise.Kind.Title();
        await Tell(
            broken ? PromiseNotices.Broken : PromiseNotices.Due,
            registration,
            await Managers(registration, ct),
            $"promise:{registration.Number}:{promise.Id.Value:N}:{(int)mark}",
            broken
                ? $"{registration.Number}: a promise to the partner is broken"
                : $"{registration.Number}: {(int)mark} % of a promise to the partner is used",
            broken ? $"{title}: it did not come in time." : $"{title}: the partner still waits for it.",
            promise.Kind is PromiseKind.Opportunity
                ? $"The referral of {registration.Company} is approved, and it has no opportunity in the CRM."
                : $"A meeting with {registration.Company} is on record, and nobody has written to the partner since.",
            promise.DueAt,
            "Open the registration",
            ct
        );
    }
}
