using Entente.Access;
using Entente.Plans.Rules;
using Entente.Platform.Values;

namespace Entente.Onboarding.Journeys;

/// <summary>Who may have a step: staff who see the partner, or people of the partner who may answer and see all that is its own.</summary>
internal sealed class StepOwners(AccessApi access)
{
    public async Task<IReadOnlyList<MemberCard>> Of(PartnerId partner, PlanSide side, CancellationToken ct) =>
        side is PlanSide.Vendor
            ? await access.StaffFor(partner, ct)
            :
            [
                .. (await access.PartnerPeople(partner, ct)).Where(m =>
                    m is { Active: true, Restricted: false, PartnerRole: { } role } && PartnerRights.Of(role).Contains(PartnerRights.Answer)
                ),
            ];
}
