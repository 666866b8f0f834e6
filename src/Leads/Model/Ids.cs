using Entente.Platform.Values;

namespace Entente.Leads;

/// <summary>Somebody who may buy, whom the vendor gives to a partner.</summary>
public readonly record struct LeadId(Guid Value) : ITypedId<LeadId>
{
    public static LeadId From(Guid value) => new(value);

    public SubjectRef Subject => new(Kind, Value);

    public const string Kind = "vendor_lead";
}

/// <summary>A lead as one partner was offered it.</summary>
public readonly record struct LeadOfferId(Guid Value) : ITypedId<LeadOfferId>
{
    public static LeadOfferId From(Guid value) => new(value);

    public SubjectRef Subject => new("lead_offer", Value);
}

internal readonly record struct LeadBookId(Guid Value) : ITypedId<LeadBookId>
{
    public static LeadBookId From(Guid value) => new(value);
}
