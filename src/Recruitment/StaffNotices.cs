using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Recruitment.Model;

namespace Entente.Recruitment;

/// <summary>What staff are told of candidates.</summary>
internal sealed class StaffNotices(EntenteDb db, AccessApi access, Notices notices, Workspaces workspaces, PublicAddress address)
{
    private IReadOnlyList<MemberCard>? staff;

    /// <summary>To everybody who may decide; of one that joined another, to the other's owner, if it has one.</summary>
    public async Task Came(Candidate candidate, Candidate? joined, CancellationToken ct)
    {
        var about = joined ?? candidate;
        await Tell(
            RecruitmentNotices.Applied,
            await Readers(joined?.Owner, ct),
            $"candidate-came:{candidate.Id.Value:N}",
            about,
            joined is null
                ? $"{candidate.Company} wants to become a partner ({candidate.Type.Words()})"
                : $"{candidate.Company} applied again: {candidate.Number} joined {joined.Number}",
            "Its page shows what they say and the scorecard.",
            null,
            ct
        );
    }

    /// <summary>An application of a company that is a partner already: to its partner manager; without one to those who decide.</summary>
    public async Task OfPartner(Candidate candidate, PartnerCard partner, CancellationToken ct) =>
        await Tell(
            RecruitmentNotices.Applied,
            await Manager(partner, ct),
            $"candidate-of-partner:{candidate.Id.Value:N}",
            candidate,
            $"Somebody of {partner.Name}, a partner already, applied to become one",
            $"{candidate.ContactName}, {candidate.ContactEmail}, filled in the application form. They were told only that we have it: please write to them.",
            partner.Id,
            ct
        );

    /// <summary>To its owner; without one to those who decide.</summary>
    public async Task Revisit(Candidate candidate, CancellationToken ct) =>
        await Tell(
            RecruitmentNotices.Revisit,
            await Readers(candidate.Owner, ct),
            $"candidate-revisit:{candidate.Id.Value:N}:{candidate.RevisitOn:yyyyMMdd}",
            candidate,
            $"Look at {candidate.Company} again: the day has come",
            "It was kept for later. Take it up, set another day, or decline it.",
            null,
            ct
        );

    // Asked once for all that a sweep tells.
    private async Task<IReadOnlyList<MemberCard>> Staff(CancellationToken ct) => staff ??= await access.Staff(ct);

    private async Task<IReadOnlyList<MemberCard>> Manager(PartnerCard partner, CancellationToken ct) =>
        (await Staff(ct)).Where(m => m.Person.Id == partner.Manager).ToList() is { Count: > 0 } manager ? manager : await Readers(null, ct);

    private async Task<IReadOnlyList<MemberCard>> Readers(PersonId? owner, CancellationToken ct)
    {
        var deciding = (await Staff(ct)).Where(m => m.May(Permissions.DecideRecruitment)).ToList();
        return owner is { } one && deciding.Where(m => m.Person.Id == one).ToList() is { Count: > 0 } own ? own : deciding;
    }

    private async Task Tell(
        NoticeEvent what,
        IReadOnlyList<MemberCard> readers,
        string once,
        Candidate about,
        string verdict,
        string words,
        PartnerId? partner,
        CancellationToken ct
    )
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        await notices.Tell(
            what,
            [
                .. readers.Select(m => new NoticeFor(
                    new(
                        once,
                        about.Id.Subject,
                        m.Person.Id,
                        m.Person.Email,
                        m.Person.Name,
                        $"{about.Number}: {verdict}",
                        verdict,
                        [words],
                        [("Company", about.Company), ("Country", RecruitmentLooks.Country(about.Country))],
                        m.May(Permissions.DecideRecruitment)
                            ? ("Open the candidate", address.Of($"/w/{workspace.Slug}/recruitment/{about.Number}"))
                            : null,
                        partner is null ? "You get this because you recruit partners." : "You get this because you look after this partner."
                    ),
                    Concern.Own,
                    partner,
                    $"{about.Number} · {about.Company}"
                )),
            ],
            ct
        );
    }
}
