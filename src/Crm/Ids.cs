using Entente.Platform.Values;

namespace Entente.Crm;

/// <summary>A connection of a workspace to one account of a CRM.</summary>
public readonly record struct CrmConnectionId(Guid Value) : ITypedId<CrmConnectionId>
{
    public static CrmConnectionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A company as the CRM holds it; Entente's own id, which survives a change of the CRM's.</summary>
public readonly record struct AccountId(Guid Value) : ITypedId<AccountId>
{
    public static AccountId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A person at an account as the CRM holds them.</summary>
public readonly record struct ContactId(Guid Value) : ITypedId<ContactId>
{
    public static ContactId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>What a person said about two companies.</summary>
public readonly record struct CompanyVerdictId(Guid Value) : ITypedId<CompanyVerdictId>
{
    public static CompanyVerdictId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>What a person changed about the sites that prove nothing.</summary>
public readonly record struct SiteChoiceId(Guid Value) : ITypedId<SiteChoiceId>
{
    public static SiteChoiceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Accounts that are taken for one company; made of who they are, so that the same accounts are the same duplicate again.</summary>
public readonly record struct DuplicateId(Guid Value) : ITypedId<DuplicateId>
{
    public const string SubjectKind = "duplicate";

    public static DuplicateId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>What a person decided about a duplicate.</summary>
public readonly record struct DuplicateChoiceId(Guid Value) : ITypedId<DuplicateChoiceId>
{
    public static DuplicateChoiceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One write-back: a handful of records that go to the CRM together.</summary>
public readonly record struct CrmWriteId(Guid Value) : ITypedId<CrmWriteId>
{
    public static CrmWriteId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
