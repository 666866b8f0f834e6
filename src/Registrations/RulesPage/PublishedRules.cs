using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.RulesPage;

/// <summary>The program's rules as a partner reads them.</summary>
/// <param name="Version">Of the policy that runs, and from which every sentence is made.</param>
/// <param name="Leads">What holds for this reader's leads; empty for a reader who is no partner.</param>
public sealed record RulesView(int Version, IReadOnlyList<string> Leads, IReadOnlyList<string> Deals, IReadOnlyList<RulesChapter> Chapters);

public sealed record RulesChapter(string Heading, IReadOnlyList<string> Sentences);

/// <summary>
/// Makes the rules page from the very policy that runs (REG-12). A partner reads what can be about its own registrations; a rule that surely
/// is for others stays between them and the vendor. The rules' names are the vendor's own.
/// </summary>
public sealed class PublishedRules(ClaimWorld world)
{
    /// <param name="partner">Who reads; null: the vendor, who sees all.</param>
    public async Task<RulesView> Load(PartnerId? partner, CancellationToken ct)
    {
        var terms = await world.Terms(ct);
        var card = partner is { } id ? await world.Partner(id, ct) : null;
        Segment[] own = card is null ? [] : [.. Enum.GetValues<RegistrationKind>().Select(k => Segment.Of(k, card))];
        var others = terms
            .Policy.Rules.Where(r => own.Length > 0 && own.All(s => r.Scope.Fit(s) is Fit.No))
            .Select(r => "rule:" + r.Name)
            .ToHashSet(StringComparer.Ordinal);
        return new(
            terms.Version,
            own.Length > 0 ? Holds(terms, own[0]) : [],
            own.Length > 0 ? Holds(terms, own[1]) : [],
            [
                .. (card is null ? PolicyWords.Of(terms.Policy) : PolicyWords.Outward(terms.Policy))
                    .Where(s => !others.Contains(s.Key))
                    .GroupBy(s => s.Chapter)
                    .OrderBy(g => g.Key)
                    .Select(g => new RulesChapter(g.Key.Heading(), [.. g.Select(s => s.Text)])),
            ]
        );
    }

    private static List<string> Holds(Terms terms, Segment segment) => [.. terms.Of(segment).Applied.Select(a => a.Value)];
}
