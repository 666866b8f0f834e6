namespace Entente.Crm;

/// <summary>Who has the last word on a field that both sides can change. The four rules an admin knows from other integrations.</summary>
public enum FieldOwner
{
    /// <summary>The CRM wins: Entente fills it when it makes the record and never touches it again.</summary>
    Crm,

    /// <summary>Entente wins: what somebody else puts there is written over.</summary>
    Entente,

    /// <summary>Whoever changed it last; at the same instant the CRM.</summary>
    Newest,

    /// <summary>Entente fills it whenever it is empty, and leaves whatever else stands there.</summary>
    OnlyIfEmpty,
}
