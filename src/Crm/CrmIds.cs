using Entente.Platform.Values;

namespace Entente.Crm;

/// <summary>A company in the mirror of the CRM.</summary>
public readonly record struct AccountId(Guid Value) : ITypedId<AccountId>
{
    public static AccountId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A connection to one CRM account.</summary>
public readonly record struct ConnectionId(Guid Value) : ITypedId<ConnectionId>
{
    public static ConnectionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
