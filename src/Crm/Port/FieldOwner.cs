namespace Entente.Crm.Port;

/// <summary>Who has the last word on a mapped field; chosen per connection, object and field.</summary>
public enum FieldOwner
{
    /// <summary>What the CRM holds stands; Entente never writes it.</summary>
    Crm,

    /// <summary>What Entente holds stands; a change in the CRM is written over.</summary>
    Entente,

    /// <summary>The later change stands, by the clocks of both sides.</summary>
    Newest,

    /// <summary>Entente writes only where the CRM holds nothing; afterwards the CRM's value stands.</summary>
    OnlyIfEmpty,
}
