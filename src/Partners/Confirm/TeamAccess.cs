using Entente.Access;
using Entente.Partners.Lapse;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Confirm;

/// <summary>One person of a team, as far as their access goes.</summary>
/// <param name="Answer">What was said of them in the open round; empty: nothing yet.</param>
public sealed record TeamAccessRow(MemberCard Member, DateTimeOffset? LastAct, string Answer);

/// <param name="Due">When the open round ends; null when none is open.</param>
public sealed record TeamAccessView(string Partner, IReadOnlyList<TeamAccessRow> Rows, string? Quarter, DateTimeOffset? Due)
{
    /// <summary>Whom nobody has said anything of.</summary>
    public int Open => Rows.Count(r => r.Member.Active && r.Answer.Length == 0);
}

/// <summary>A team with everybody's access: since when it rests and why, the last act, what was said in the quarter's round.</summary>
public sealed class TeamAccess(EntenteDb db, AccessApi access, MindAccess mind)
{
    /// <summary>Null for whoever has no business with it.</summary>
    public async Task<TeamAccessView?> Load(PartnerId partner, CancellationToken ct)
    {
        if (
            !await mind.May(partner, ct)
            || await db.Set<Partner>().Where(p => p.PartnerId == partner).Select(p => p.Name).SingleOrDefaultAsync(ct) is not { } name
        )
            return null;
        var team = await access.PartnerPeople(partner, ct);
        var acts = await access.LastActs([.. team.Select(m => m.Person.Id)], ct);
        var review = await db.Set<TeamReview>()
            .Where(r => r.PartnerId == partner)
            .OrderByDescending(r => r.Quarter)
            .FirstOrDefaultAsync(ct);
        var said = review is null
            ? []
            : await db.Set<TeamAnswer>()
                .Where(a => a.PartnerId == partner && a.Quarter == review.Quarter)
                .ToDictionaryAsync(a => a.PersonId, a => a.Word, ct);
        return new(
            name,
            [
                .. team.OrderByDescending(m => m.Active)
                    .ThenBy(m => m.Person.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(m => new TeamAccessRow(
                        m,
                        acts.TryGetValue(m.Person.Id, out var act) ? act : null,
                        said.TryGetValue(m.Person.Id, out var word) ? Words(word) : ""
                    )),
            ],
            review is { DoneAt: null } ? review.Quarter : null,
            review is { DoneAt: null } ? review.DueAt : null
        );
    }

    private static string Words(TeamWord word) =>
        word switch
        {
            TeamWord.Keep => "Confirmed",
            TeamWord.Change => "Role changed",
            _ => "Removed",
        };

    /// <summary>Why an access rests, in plain words.</summary>
    public static string Words(AccessEnd? cause) =>
        cause switch
        {
            AccessEnd.Directory => "Left, says the directory",
            AccessEnd.Silence => "Nothing done for too long",
            AccessEnd.Bounce => "The mail address does not exist",
            AccessEnd.Crm => "Contact removed in the CRM",
            AccessEnd.Unconfirmed => "Not confirmed in time",
            _ => "Taken off the team",
        };
}
