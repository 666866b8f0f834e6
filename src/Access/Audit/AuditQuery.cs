using System.Globalization;
using Entente.Platform.Audit;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Access.Audit;

/// <summary>The filters as they stand in the address; what cannot be read filters nothing.</summary>
internal sealed record AuditAsked(string? Kind, string? Subject, string? Person, string? Action, string? Channel, string? From, string? To)
{
    /// <summary>As they stand in the address.</summary>
    public IReadOnlyList<(string Name, string? Value)> Pairs =>
        [("kind", Kind), ("subject", Subject), ("person", Person), ("action", Action), ("channel", Channel), ("from", From), ("to", To)];

    public bool IsEmpty => Pairs.All(p => string.IsNullOrWhiteSpace(p.Value));

    /// <param name="zone">Days of the filter are days in it.</param>
    public AuditFilter Filter(TimeZoneInfo zone) =>
        new(
            Text(Kind),
            Guid.TryParse(Subject, CultureInfo.InvariantCulture, out var subject) ? subject : null,
            Ids.TryParse<PersonId>(Person, out var person) ? person : null,
            Text(Action),
            StartOf(From, 0, zone),
            StartOf(To, 1, zone),
            Enum.TryParse<Channel>(Channel, out var through) && Enum.IsDefined(through) ? through : null
        );

    private static DateTimeOffset? StartOf(string? day, int plus, TimeZoneInfo zone)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return null;
        var local = date.AddDays(plus).ToDateTime(TimeOnly.MinValue);
        // Midnight may fall into the hour that a zone leaves out in spring; the offset before it is close enough for a filter of days.
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

internal sealed record AuditLine(AuditRow Entry, string Who);

internal sealed record AuditView(
    IReadOnlyList<AuditLine> Rows,
    int Total,
    AuditChain Chain,
    IReadOnlyList<string> Kinds,
    IReadOnlyList<PersonCard> People
)
{
    public static AuditView None { get; } = new([], 0, new(0, 0, new('0', 64)), [], []);

    public int Broken => Rows.Count(r => r.Entry.Proof is AuditProof.Broken);
}

/// <summary>One page of the audit, with names.</summary>
internal sealed class AuditQuery(AuditReader audit, AccessApi access)
{
    public const int PerPage = 50;

    /// <param name="zone">That of the reader's days.</param>
    public async Task<AuditView> Run(AuditAsked asked, int page, TimeZoneInfo zone, CancellationToken ct)
    {
        var filter = asked.Filter(zone);
        var (rows, total) = await audit.List(filter, (page - 1) * PerPage, PerPage, ct);
        var people = await access.People(rows.SelectMany(r => new[] { r.Person, r.OnBehalfOf }).OfType<PersonId>(), ct);
        var staff = await access.Staff(ct);
        return new(
            [.. rows.Select(r => new AuditLine(r, Who(r, people)))],
            total,
            await audit.Chain(ct),
            await audit.Kinds(ct),
            [.. staff.Select(s => s.Person).UnionBy(people.Values, p => p.Id).OrderBy(p => p.Name, StringComparer.CurrentCulture)]
        );
    }

    private static string Who(AuditRow row, IReadOnlyDictionary<PersonId, PersonCard> people)
    {
        string Name(PersonId id) => people.TryGetValue(id, out var card) ? card.Name : "Someone who left";
        return row switch
        {
            { Person: { } person } => Name(person),
            { ActorKind: ActorKind.System, OnBehalfOf: { } person } => $"Entente, for {Name(person)}",
            { ActorKind: ActorKind.System } => "Entente",
            { ActorKind: ActorKind.Partner } => "A partner, without a name",
            _ => "A visitor",
        };
    }
}
