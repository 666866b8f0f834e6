using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Privacy;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Privacy;

/// <summary>A case in the list. <paramref name="About"/>: whom, as long as it is open.</summary>
public sealed record PrivacyCaseRow(
    PrivacyCaseId Id,
    string? About,
    string Reason,
    string? OpenedBy,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ExportedAt,
    DateTimeOffset? ErasedAt,
    string? ErasedBy,
    IReadOnlyDictionary<string, int> Counts
);

/// <summary>A case opened: what is kept of the person now. No preview once they are erased.</summary>
public sealed record PrivacyCaseView(PrivacyCaseRow Row, PersonPreview? Preview);

/// <summary>What is wrong with an act on a person's data.</summary>
internal static class PrivacyFaults
{
    public static Problem? MayNot(Actor actor) =>
        actor.May(Permissions.ManagePrivacy)
            ? null
            : Problem.Forbidden("privacy.not_allowed", "Only owners and admins deal with what is kept of people.");

    public static Problem NotFound => Problem.NotFound("privacy.case_not_found", "There is no such request.");
}

/// <summary>Opens a case about a person, by mail address or phone number and with a reason; lists and shows them.</summary>
public sealed class PrivacyDesk(
    EntenteDb db,
    Actor actor,
    AccessApi access,
    Persons persons,
    ErasedMarks marks,
    SecretBox box,
    TimeProvider clock
)
{
    private const int Shown = 50;
    private const int LongestReason = 300;

    /// <summary>Refused: without the permission, neither address nor phone number, no reason.</summary>
    public async Task<Result<PrivacyCaseId>> Open(string? about, string? reason, CancellationToken ct)
    {
        if (PrivacyFaults.MayNot(actor) is { } forbidden)
            return forbidden;
        var why = (reason ?? "").Trim();
        var sought = EmailAddress.Read(about) ?? (about?.Contains('@', StringComparison.Ordinal) is true ? null : ErasedText.Digits(about));
        if (
            Faults.Of(
                sought is null
                    ? Problem.Invalid("privacy.about", "about", "Give a whole mail address, or a phone number of at least seven digits.")
                    : null,
                why.Length is 0 or > LongestReason || why.Any(char.IsControl)
                    ? Problem.Invalid("privacy.reason", "reason", "Say on one line why you look, up to 300 characters.")
                    : null
            ) is
            { } wrong
        )
            return wrong;
        var opened = PrivacyCase.Open(
            box.Close(PrivacyCase.Purpose, sought!),
            await marks.Of(sought!, ct),
            why,
            actor.Person,
            clock.GetUtcNow()
        );
        db.Add(opened);
        db.Witness("privacy.case_opened", new("privacy_case", opened.Id.Value));
        await db.SaveChangesAsync(ct);
        return opened.Id;
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<PrivacyCaseRow>> List(CancellationToken ct) =>
        actor.May(Permissions.ManagePrivacy)
            ? await Rows(await db.Set<PrivacyCase>().AsNoTracking().OrderByDescending(c => c.OpenedAt).Take(Shown).ToListAsync(ct), ct)
            : [];

    /// <summary>What is kept of the person, looked up anew. That it was looked at is recorded first.</summary>
    public async Task<PrivacyCaseView?> Show(PrivacyCaseId id, CancellationToken ct)
    {
        if (
            PrivacyFaults.MayNot(actor) is not null
            || await db.Set<PrivacyCase>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } found
        )
            return null;
        var row = (await Rows([found], ct))[0];
        if (row.About is null)
            return new(row, null);
        db.Witness("privacy.person_read", new("privacy_case", id.Value));
        await db.SaveChangesAsync(ct);
        return new(row, await persons.Preview(await Sought(row.About, ct), ct));
    }

    /// <summary>Whom a case is about, as the rooms look for them.</summary>
    internal async Task<PersonSought> Sought(string about, CancellationToken ct)
    {
        if (!about.Contains('@', StringComparison.Ordinal))
            return new([], [about], [], []);
        var member = await access.Member(about, ct);
        return new([about], [], member is null ? [] : [member.Person.Id], member is null ? [] : [member.Person.Name]);
    }

    internal string? About(PrivacyCase of) => of.Closed is { } closed ? box.Open(PrivacyCase.Purpose, closed) : null;

    private async Task<List<PrivacyCaseRow>> Rows(List<PrivacyCase> cases, CancellationToken ct)
    {
        var people = await access.People(cases.SelectMany(c => new[] { c.OpenedBy, c.ErasedBy }).OfType<PersonId>(), ct);
        string? Name(PersonId? id) => id is { } known ? people.GetValueOrDefault(known)?.Name : null;
        return
        [
            .. cases.Select(c => new PrivacyCaseRow(
                c.Id,
                About(c),
                c.Reason,
                Name(c.OpenedBy),
                c.OpenedAt,
                c.ExportedAt,
                c.ErasedAt,
                Name(c.ErasedBy),
                Json.Read<Dictionary<string, int>>(c.Counts)
            )),
        ];
    }
}
