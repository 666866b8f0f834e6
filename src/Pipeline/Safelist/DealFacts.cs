using System.Globalization;
using Entente.Access.Safelist;
using Entente.Crm;
using Entente.Crm.Listed;
using Entente.Crm.Port;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Pipeline.Safelist;

/// <summary>One field of a deal or of its company that somebody may see, as they read it.</summary>
/// <param name="Object">One of <see cref="SafeObjects"/>.</param>
public sealed record ShownField(string Object, string Field, string Label, string Text);

/// <summary>A deal and its company field by field: everything that the CRM and Entente hold of them, and what a looker may see of it.</summary>
public sealed class DealFacts
{
    private readonly CrmApi crm;
    private readonly Fields safelist;

    internal DealFacts(CrmApi crm, Fields safelist) => (this.crm, this.safelist) = (crm, safelist);

    /// <summary>What may be seen, in the safelist's order; empty values are left away.</summary>
    /// <param name="shown">In the deal's stage (<see cref="Projection.In"/>).</param>
    public async Task<IReadOnlyList<ShownField>> Shown(OpportunityCard deal, PartnerId? partner, Projection shown, CancellationToken ct)
    {
        var account = await Account(deal, ct);
        var seen = new Dictionary<string, IReadOnlyDictionary<string, object?>>(StringComparer.Ordinal)
        {
            [SafeObjects.Opportunity] = shown.Pick(SafeObjects.Opportunity, await OfDeal(deal, account, partner, ct)),
        };
        if (account is not null)
            seen[SafeObjects.Account] = shown.Pick(
                SafeObjects.Account,
                AccountFields.Of(account, await Own(CrmObject.Account, account.Connection, account.CrmId, ct))
            );
        return
        [
            .. from field in (await safelist.Catalogue(ct)).DistinctBy(f => (f.Object, f.Name))
            let text = Text(seen.GetValueOrDefault(field.Object)?.GetValueOrDefault(field.Name))
            where !string.IsNullOrWhiteSpace(text)
            select new ShownField(field.Object, field.Name, field.Label, text),
        ];
    }

    /// <summary>The deal alone, everything there is, as text by field.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> Everything(OpportunityCard deal, CancellationToken ct) =>
        (await OfDeal(deal, await Account(deal, ct), partner: null, ct))
            .Select(f => (f.Key, Value: Text(f.Value)))
            .Where(f => !string.IsNullOrWhiteSpace(f.Value))
            .ToDictionary(f => f.Key, f => f.Value!, StringComparer.Ordinal);

    private async Task<IReadOnlyDictionary<string, object?>> OfDeal(
        OpportunityCard deal,
        AccountCard? account,
        PartnerId? partner,
        CancellationToken ct
    ) => OpportunityFields.Of(deal, account?.Name, partner, await Own(CrmObject.Deal, deal.Connection, deal.CrmId, ct));

    private async Task<AccountCard?> Account(OpportunityCard deal, CancellationToken ct) =>
        deal.Account is { } of ? (await crm.Accounts([of], ct)).SingleOrDefault() : null;

    private async Task<IReadOnlyDictionary<string, string>> Own(
        CrmObject kind,
        CrmConnectionId connection,
        string crmId,
        CancellationToken ct
    )
    {
        var held = await crm.OwnFields(kind, connection, crmId, ct);
        if (held.Count == 0)
            return held;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in await crm.NativeFields(ct))
            if (field.On == kind && held.TryGetValue(field.Name, out var value) && OwnFieldText.Of(field, value) is { } text)
                texts[CrmFields.Raw(field.Name)] = text;
        return texts;
    }

    private static string? Text(object? value) =>
        value switch
        {
            null => null,
            Money money => Format.Money(money),
            DateOnly day => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
            Percent percent => Format.Percent(percent),
            IReadOnlyCollection<OpportunityPart> parts => Format.Count(parts.Count, "partner"),
            _ => value.ToString(),
        };
}
