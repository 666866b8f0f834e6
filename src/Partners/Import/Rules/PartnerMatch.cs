using Entente.Crm;
using Entente.Platform.Matching;
using Entente.Platform.Values;

namespace Entente.Partners.Import.Rules;

/// <summary>What becomes of a group.</summary>
/// <param name="Partner">Which partner it is (known) or may be (alike).</param>
/// <param name="Torn">Why it can be no single partner; null when it can.</param>
internal sealed record Fate(
    PartnerGroup Group,
    PartnerVerdict Verdict,
    PartnerId? Partner,
    IReadOnlyList<RowReason> Reasons,
    string? Torn = null
);

/// <summary>
/// Which partner that is here a group means: by its company of the CRM, by a domain, by its name. What is called alike is asked, among the
/// partners that are here and within the file.
/// </summary>
internal sealed class PartnerMatch
{
    private const int Looked = 8;

    private readonly Dictionary<string, KnownPartner> byDomain;
    private readonly Dictionary<AccountId, KnownPartner> byCompany;
    private readonly ILookup<string, KnownPartner> byKey;
    private readonly Dictionary<Guid, KnownPartner> byId;
    private readonly Lazy<CompanyIndex> index;
    private readonly Dictionary<string, KnownPartner?> likest = new(StringComparer.Ordinal);

    public PartnerMatch(ImportWorld world)
    {
        byDomain = world.Partners.SelectMany(p => p.Domains.Select(d => (d, p))).DistinctBy(d => d.d).ToDictionary(d => d.d, d => d.p);
        byCompany = world.Partners.Where(p => p.Company is not null).DistinctBy(p => p.Company).ToDictionary(p => p.Company!.Value);
        byKey = world.Partners.OrderBy(p => p.Id.Value).ToLookup(p => p.Key, StringComparer.Ordinal);
        byId = world.Partners.ToDictionary(p => p.Id.Value);
        index = new(() => CompanyIndex.Build(world.Partners.OrderBy(p => p.Id.Value).Select(p => new CompanyEntry(p.Id.Value, p.Name))));
    }

    public IReadOnlyList<Fate> Of(IReadOnlyList<PartnerGroup> groups)
    {
        var fates = groups.Select(Here).ToList();
        var among = Among(fates.FindAll(f => f.Torn is null));
        return [.. fates.Select(f => among.GetValueOrDefault(f.Group, f))];
    }

    private Fate Here(PartnerGroup group)
    {
        if (group.Companies.Count > 1)
            return Torn(group, "Lines that name one partner name several companies of the CRM. Leave one.");
        var found = group
            .Companies.Select(c => (Partner: byCompany.GetValueOrDefault(c), Why: "its company in the CRM"))
            .Concat(group.Domains.Select(d => (Partner: byDomain.GetValueOrDefault(d), Why: d)))
            .Where(f => f.Partner is not null)
            .DistinctBy(f => f.Partner!.Id)
            .ToList();
        if (found.Count > 1)
            return Torn(
                group,
                $"It is two partners at once: {found[0].Partner!.Name} by {found[0].Why}, {found[1].Partner!.Name} by {found[1].Why}."
            );
        if (found is [var only])
            return new(group, PartnerVerdict.Known, only.Partner!.Id, [new(null, $"Here already as {only.Partner.Name}, by {only.Why}.")]);

        var named = group.Keys.SelectMany(k => byKey[k]).DistinctBy(p => p.Id).ToList();
        if (named is [var same])
            return Apart(group, same) is { } apart
                ? Alike(group, same.Id, $"{same.Name} is called the same and has {apart}. Is it the same?")
                : new(group, PartnerVerdict.Known, same.Id, [new(null, $"Here already as {same.Name}, by its name.")]);
        if (named.Count > 1)
            return Alike(group, null, $"{named.Count} partners are called {named[0].Name}. Is it another one?");
        return group.Names.Select(Likest).FirstOrDefault(l => l is not null) is { } like
            ? Alike(group, like.Id, $"{like.Name} is called nearly the same. Is it the same?")
            : new(group, PartnerVerdict.New, null, []);
    }

    // What speaks against one name being one company.
    private static string? Apart(PartnerGroup group, KnownPartner known) =>
        group.Domains.Count > 0 && known.Domains.Count > 0 ? "another web address"
        : group.Companies.Count > 0 && known.Company is not null ? "another company in the CRM"
        : null;

    private KnownPartner? Likest(string name)
    {
        if (likest.TryGetValue(name, out var known))
            return known;
        return likest[name] = Like(index.Value, name).Select(c => byId[c.Id]).FirstOrDefault();
    }

    // Of new groups of the file that are called alike the first by name is made, the others are asked: the same ones whatever the order of the rows,
    // and whatever of them has been made meanwhile.
    private static Dictionary<PartnerGroup, Fate> Among(IReadOnlyList<Fate> fates)
    {
        var here = fates.Where(f => f.Verdict is not PartnerVerdict.New).Select(f => f.Group).ToHashSet();
        var sorted = fates.Select(f => f.Group).OrderBy(g => g.Canon, StringComparer.Ordinal).ToList();
        var entries = sorted.SelectMany((g, i) => g.Names.Select(n => (At: i, Name: n))).ToList();
        var named = entries.ToLookup(e => CompanyName.Of(e.Name).Key, e => e.At, StringComparer.Ordinal);
        var among = CompanyIndex.Build(entries.Select((e, i) => new CompanyEntry(Number(i), e.Name)));
        var asked = new Dictionary<PartnerGroup, Fate>();
        for (var i = 0; i < sorted.Count; i++)
        {
            var (group, at) = (sorted[i], i);
            if (here.Contains(group))
                continue;
            var twin = group.Keys.SelectMany(k => named[k]).Where(o => o < at).Select(o => (int?)o).Min();
            if (twin is { } other)
            {
                asked[group] = Alike(
                    group,
                    null,
                    $"Line {sorted[other].Head.Line} is called the same and has another web address or company. Is it another one?"
                );
                continue;
            }
            var like = group
                .Names.SelectMany(n => Like(among, n))
                .Select(c => entries[Order(c.Id)].At)
                .Where(a => a < at)
                .Order()
                .Select(a => (int?)a)
                .FirstOrDefault();
            if (like is { } near)
                asked[group] = Alike(
                    group,
                    null,
                    $"Line {sorted[near].Head.Line} is called nearly the same, “{sorted[near].Names[0]}”. Is it another one?"
                );
        }
        return asked;
    }

    // The index finds, by what else there is; whether two names are asked about is a matter of the two alone.
    private static IEnumerable<Candidate> Like(CompanyIndex index, string name)
    {
        var found = index.Find(name, Looked);
        var answers = CompanyPair.OfMany(new(name), [.. found.Select(c => new CompanyRecord(c.Name))]);
        return found
            .Zip(answers)
            .Where(f => f.Second.Verdict is not PairVerdict.Different)
            .OrderByDescending(f => f.Second.Probability)
            .ThenBy(f => f.First.Id)
            .Select(f => f.First);
    }

    private static Guid Number(int at) => new(at, 0, 0, new byte[8]);

    private static int Order(Guid id) => BitConverter.ToInt32(id.ToByteArray());

    private static Fate Alike(PartnerGroup group, PartnerId? partner, string why) =>
        new(group, PartnerVerdict.Alike, partner, [new(null, why)]);

    private static Fate Torn(PartnerGroup group, string why) => new(group, PartnerVerdict.New, null, [], why);
}
