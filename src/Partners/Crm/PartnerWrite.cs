using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Values;

namespace Entente.Partners.Crm;

/// <summary>What the CRM is told of a partner on the partner's own company there. Pure.</summary>
internal static class PartnerWrite
{
    /// <param name="account">The CRM's id of the partner's company.</param>
    /// <param name="active">When somebody of the partner last did something; null: not known here, and left as it stands.</param>
    public static CrmWriteBack Of(PartnerId id, PartnerType type, PartnerTier tier, string account, DateTimeOffset? active)
    {
        var fields = new Dictionary<string, string?> { [EntenteFields.PartnerType] = type.Words(), [EntenteFields.Tier] = tier.Words() };
        if (active is { } at)
            fields[EntenteFields.LastPartnerActivity] = Canonical.Instant(at);
        return new(
            new SubjectRef(PartnersApi.SubjectKind, id.Value),
            [new(CrmObject.Account, $"partner-{id.Value:N}", account, fields, [])]
        )
        {
            Quiet = true,
        };
    }
}

/// <summary>Stages it, where the partner's company is known and in the CRM that is written to; the caller saves.</summary>
internal sealed class PartnerInCrm(CrmApi crm)
{
    public async Task Tell(
        PartnerId id,
        PartnerType type,
        PartnerTier tier,
        AccountId? company,
        DateTimeOffset? active,
        CancellationToken ct
    )
    {
        if (company is not { } known || await crm.Connection(ct) is not { } connection)
            return;
        var account = (await crm.Accounts([known], ct)).FirstOrDefault(a => a.Connection == connection.Id && !a.Deleted);
        if (account is not null)
            crm.Stage(connection.Id, PartnerWrite.Of(id, type, tier, account.CrmId, active));
    }
}
