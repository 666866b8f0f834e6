using Entente.Access;
using Entente.Demo.Plan;
using Entente.Onboarding;
using Entente.Onboarding.Accept;
using Entente.Onboarding.Portal;
using Entente.Onboarding.Show;
using Entente.Onboarding.Write;
using Entente.Platform.Tenancy;

namespace Entente.Demo.Telling;

/// <summary>The vendor publishes its agreement and changes it; partners' admins accept what waits for them.</summary>
internal sealed class AgreementDesk(People people)
{
    private AgreementId? known;

    public async Task Publish(AgreementPublished act, CancellationToken ct)
    {
        var writer = people[AgreementsPlan.Writer];
        var seen = known is { } before ? await Seen(writer, before, ct) : (int?)null;
        var id = await people.Do<ChangeAgreement, AgreementId>(
            writer,
            AgreementsPlan.Name,
            c => c.Keep(known, AgreementsPlan.Name, act.Sheet, new Dictionary<string, string>(StringComparer.Ordinal), seen, ct)
        );
        var kept = await Seen(writer, id, ct);
        await people.Do<ChangeAgreement, int>(writer, AgreementsPlan.Name, c => c.Publish(id, kept, ct));
        known = id;
    }

    private async Task<int> Seen(Actor writer, AgreementId id, CancellationToken ct) =>
        (await people.Act<AgreementsQuery, AgreementView?>(writer, q => q.Load(id, ct)))!.Seen;

    public async Task Accept(AgreementsAccepted act, CancellationToken ct)
    {
        // Signed in, not by the personal link: an agreement is not accepted by whoever holds a link.
        var admin = people[act.By] with
        {
            Channel = Channel.Web,
            Permissions = PartnerRights.Of(PartnerRole.Admin),
        };
        var waits = await people.Act<OwnAgreements, IReadOnlyList<OwnAgreement>>(admin, o => o.List(ct));
        foreach (var line in waits.Where(l => l.Waits))
        {
            var text = await people.Act<OwnAgreements, OwnAgreementView?>(admin, o => o.Load(line.Id, null, ct));
            await people.Do<AcceptAgreement>(admin, act.By, a => a.Run(line.Id, text!.Number, text.Hash, ct));
        }
    }
}
