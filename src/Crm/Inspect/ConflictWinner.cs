namespace Entente.Crm.Inspect;

/// <summary>How a conflict about a field ended.</summary>
public enum ConflictWinner
{
    /// <summary>The CRM's value stands.</summary>
    Crm,

    /// <summary>Entente's value was written to the CRM again.</summary>
    Entente,

    /// <summary>Something in the CRM keeps changing it back: Entente has stopped, and a person must decide.</summary>
    Nobody,
}
