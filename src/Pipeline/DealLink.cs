using Entente.Crm;
using Entente.Platform.Values;

namespace Entente.Pipeline;

/// <summary>That a partner has a part in a deal of the CRM.</summary>
/// <param name="CrmId">The deal's id in the CRM of <paramref name="Connection"/>.</param>
/// <param name="Name">With <paramref name="Account"/> and <paramref name="Amount"/>: what is shown until the CRM's own record has come in.</param>
/// <param name="Registration">The id of the registration it comes from, if any.</param>
/// <param name="Motion">How they sell together: <c>reseller</c>, <c>referral</c>, <c>marketplace</c>, <c>services</c>, <c>tech</c>; empty when not known.</param>
public sealed record DealLink(
    CrmConnectionId Connection,
    string CrmId,
    string Name,
    AccountId? Account,
    Money? Amount,
    PartnerId Partner,
    DealRole Role = DealRole.Sourcing,
    Guid? Registration = null,
    string? RegistrationNumber = null,
    string Motion = ""
);
