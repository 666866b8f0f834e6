using Entente.Crm;
using Entente.Partners.Import.Rules;
using Entente.Platform.Matching;
using Entente.Platform.Values;

namespace Entente.Rules.Partners.Import;

/// <summary>What rows are judged against in these tests.</summary>
internal static class World
{
    public static ImportWorld Empty { get; } =
        new(
            [],
            new Dictionary<string, PartnerId?>(),
            new Dictionary<string, PersonId>(),
            new Dictionary<string, KnownCompany>(),
            "HubSpot"
        );

    public static ImportWorld With(params KnownPartner[] partners) => Empty with { Partners = partners };

    public static PartnerId Id(int number) => new(new Guid(number, 7, 7, new byte[8]));

    public static KnownPartner Known(int number, string name, params string[] domains) => new(Id(number), name, domains, null);

    public static PartnerSaid Row(int row, string name, string? domain = null, string? mail = null, string? company = null) =>
        new(row, row + 1)
        {
            Name = name,
            NameKey = name.Length == 0 ? "" : CompanyName.Of(name).Key,
            Domains = domain is null ? [] : [domain],
            Company = company,
            Person = mail is null ? null : new(mail, "Somebody", Entente.Access.PartnerRole.Seller),
        };

    /// <summary>What the world holds after everything that is new was made.</summary>
    public static ImportWorld After(ImportWorld before, IReadOnlyList<PartnerSaid> rows, IReadOnlyList<JudgedRow> judged)
    {
        var made = judged
            .Where(j => j.Verdict is PartnerVerdict.New)
            .Select(j =>
                (
                    j.Row,
                    Group: new PartnerGroup(
                        [
                            .. judged
                                .Where(o => o.Head == j.Row && o.Verdict is not PartnerVerdict.Bad)
                                .Select(o => rows.Single(r => r.Row == o.Row)),
                        ],
                        before
                    )
                )
            )
            .ToList();
        var people = before.People.ToDictionary();
        foreach (var (row, group) in made)
        foreach (var person in group.People)
            people[person.Email] = Id(1000 + row);
        return before with
        {
            Partners =
            [
                .. before.Partners,
                .. made.Select(m => new KnownPartner(
                    Id(1000 + m.Row),
                    m.Group.Together().Name,
                    m.Group.Together().Domains,
                    m.Group.Companies.Select(c => (AccountId?)c).FirstOrDefault()
                )),
            ],
            People = people,
        };
    }
}
