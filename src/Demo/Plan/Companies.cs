namespace Entente.Demo.Plan;

/// <summary>What the CRM holds on the first day, and which of it somebody claimed already.</summary>
internal sealed class Companies
{
    private const int Known = 400;
    private const int Customers = 40;

    private readonly NameMaker names;
    private readonly Dice dice;
    private readonly List<AccountPlan> free;

    public Companies(NameMaker names, Dice dice)
    {
        (this.names, this.dice) = (names, dice);
        var named = NamedDeals.KnownToCrm().Select(c => new AccountPlan(c, IsCustomer: false)).ToList();
        free = [.. Enumerable.Range(0, Known - named.Count).Select(i => new AccountPlan(names.Company(Market.Europe), i < Customers))];
        Accounts = [.. named, .. free];
    }

    public IReadOnlyList<AccountPlan> Accounts { get; }

    /// <summary>A company of that market that nobody claimed: every other one is in the CRM already.</summary>
    public CompanyPlan Next(Market market) =>
        dice.Chance(52) && Take(a => !a.IsCustomer && In(a, market)) is { } known ? known : names.Company(market);

    /// <summary>One the CRM knows and nobody claimed.</summary>
    public CompanyPlan NextKnown() => Take(a => !a.IsCustomer)!;

    public CompanyPlan? NextCustomer(Market market) => Take(a => a.IsCustomer && In(a, market));

    private static bool In(AccountPlan account, Market market) => market is Market.Europe || account.Company.Market == market;

    private CompanyPlan? Take(Func<AccountPlan, bool> which)
    {
        if (free.Find(a => which(a)) is not { } found)
            return null;
        free.Remove(found);
        return found.Company;
    }
}
