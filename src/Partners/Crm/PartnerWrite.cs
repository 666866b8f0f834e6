using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Partners.Rules;
using Entente.Platform.Values;

namespace Entente.Partners.Crm;

/// <summary>What the CRM is told of a partner on the partner's own company there. Pure.</summary>
internal static class PartnerWrite
{
    /// <param name="account">The CRM's id of the partner's company.</param>
    /// <param name="active">When somebody of the partner last did something; null: not known here, and left as it stands.</param>
    public static CrmWriteBack Of(PartnerThere partner, string account, DateTimeOffset? active)
    {
        var fields = new Dictionary<string, string?>(partner.Known)
        {
            [EntenteFields.PartnerType] = partner.Type.Words(),
            [EntenteFields.Tier] = partner.Tier.Words(),
        };
        // Null would clear what the vendor may have kept there before Entente saw anybody through.
        if (partner.OnboardedOn is { } on)
            fields[EntenteFields.OnboardedOn] = Canonical.Date(on);
        if (active is { } at)
            fields[EntenteFields.LastPartnerActivity] = Canonical.Instant(at);
        return new(
            new SubjectRef(PartnersApi.SubjectKind, partner.Id.Value),
            [new(CrmObject.Account, $"partner-{partner.Id.Value:N}", account, fields, [])]
        )
        {
            Quiet = true,
        };
    }

    /// <summary>Its manager here owns its company there. A person said so: written also where the CRM has the last word on owners.</summary>
    /// <param name="owner">The CRM's id of the owner.</param>
    public static CrmWriteBack Owned(PartnerId id, string account, string owner) =>
        new(
            new SubjectRef(PartnersApi.SubjectKind, id.Value),
            [
                new(
                    CrmObject.Account,
                    $"partner-{id.Value:N}",
                    account,
                    new Dictionary<string, string?> { [CrmFields.OwnerId] = owner },
                    []
                )
                {
                    ByPerson = true,
                },
            ]
        )
        {
            Quiet = true,
        };

    /// <summary>A company that is not the partner's any more: what stood there of it is taken away.</summary>
    /// <param name="known">The names of what higher rooms know of it.</param>
    public static CrmWriteBack Left(PartnerId id, string account, IEnumerable<string> known) =>
        new(
            new SubjectRef(PartnersApi.SubjectKind, id.Value),
            [
                new(
                    CrmObject.Account,
                    $"partner-left-{id.Value:N}",
                    account,
                    known
                        .Concat([
                            EntenteFields.PartnerType,
                            EntenteFields.Tier,
                            EntenteFields.OnboardedOn,
                            EntenteFields.LastPartnerActivity,
                        ])
                        .ToDictionary(n => n, string? (_) => null),
                    []
                ),
            ]
        )
        {
            Quiet = true,
        };
}

/// <summary>What its company is told of a partner at every turn.</summary>
internal sealed record PartnerThere(PartnerId Id, PartnerType Type, PartnerTier Tier, DateOnly? OnboardedOn)
{
    /// <summary>What higher rooms know of it, see <see cref="IPartnerFields"/>.</summary>
    public IReadOnlyDictionary<string, string?> Known { get; init; } = new Dictionary<string, string?>();

    public static PartnerThere Of(PartnerCard partner) => new(partner.Id, partner.Type, partner.Tier, partner.OnboardedOn);
}

/// <summary>Stages it, where the partner's company is known and in the CRM that is written to; the caller saves.</summary>
internal sealed class PartnerInCrm(CrmApi crm, CrmOwners owners, IEnumerable<IPartnerFields> rooms)
{
    /// <summary>
    /// Somebody of it did something, which never moves back what the company was told. Says nothing of what rooms know: who acts here may not read all of that.
    /// </summary>
    public async Task Active(PartnerThere partner, AccountId? company, DateTimeOffset at, CancellationToken ct)
    {
        if (await There(company, ct) is { } account)
            crm.Stage(account.Connection, PartnerWrite.Of(partner, account.CrmId, LastActivity.Newest(await Told(partner.Id, ct), at)));
    }

    /// <summary>All that is known of it.</summary>
    public async Task Tell(PartnerThere partner, AccountId? company, CancellationToken ct)
    {
        if (await There(company, ct) is { } account)
            crm.Stage(account.Connection, PartnerWrite.Of(partner with { Known = await Known(partner.Id, ct) }, account.CrmId, null));
    }

    public async Task<IReadOnlyDictionary<string, string?>> Known(PartnerId id, CancellationToken ct)
    {
        var known = new Dictionary<string, string?>();
        foreach (var room in rooms)
        foreach (var (name, value) in await room.Of(id, ct))
            known.Add(name, value);
        return known;
    }

    /// <summary>As <see cref="Active"/>, of what happens often: once a day at most.</summary>
    public async Task Stir(PartnerThere partner, AccountId? company, DateTimeOffset at, CancellationToken ct)
    {
        if (await There(company, ct) is { } account && LastActivity.Moves(await Told(partner.Id, ct), at))
            crm.Stage(account.Connection, PartnerWrite.Of(partner, account.CrmId, at));
    }

    /// <summary>Nothing where the manager is no owner in that CRM, or owns the company already.</summary>
    public async Task Own(PartnerId id, AccountId? company, PersonId manager, CancellationToken ct)
    {
        if (await There(company, ct) is not { } account)
            return;
        var known = await owners.OwnersOf(account.Connection, manager, ct);
        if (known.Count > 0 && !(account.OwnerId is { } present && known.Contains(present)))
            crm.Stage(account.Connection, PartnerWrite.Owned(id, account.CrmId, known[0]));
    }

    public async Task Leave(PartnerId id, AccountId? company, CancellationToken ct)
    {
        if (await There(company, ct) is { } account)
            crm.Stage(account.Connection, PartnerWrite.Left(id, account.CrmId, rooms.SelectMany(r => r.Names)));
    }

    private async Task<DateTimeOffset?> Told(PartnerId id, CancellationToken ct) =>
        Canonical.ReadInstant(
            await crm.LastStaged(new SubjectRef(PartnersApi.SubjectKind, id.Value), EntenteFields.LastPartnerActivity, ct)
        );

    private async Task<AccountCard?> There(AccountId? company, CancellationToken ct) =>
        company is { } known && await crm.Connection(ct) is { } connection
            ? (await crm.Accounts([known], ct)).FirstOrDefault(a => a.Connection == connection.Id && !a.Deleted)
            : null;
}
