namespace Entente.Crm;

/// <summary>What other rooms may know of a lead.</summary>
/// <param name="Status">The CRM's own word for where it stands.</param>
/// <param name="Url">Opens it in the CRM.</param>
public sealed record LeadCard(
    CrmConnectionId Connection,
    string CrmId,
    string Name,
    string? Status,
    string? OwnerId,
    string? OwnerName,
    DateTimeOffset CreatedAt,
    string Url
);
