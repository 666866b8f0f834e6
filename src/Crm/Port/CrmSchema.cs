namespace Entente.Crm.Port;

/// <summary>What a connection's own check found.</summary>
/// <param name="AccountId">HubSpot portal id, Salesforce organisation id (18 characters).</param>
/// <param name="Currency">The account's own currency, ISO 4217.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Url">Where a person opens the CRM.</param>
/// <param name="MultiCurrency">Whether a deal may carry another currency than the account's.</param>
/// <param name="Lacking">Scopes or permissions that are missing, by the CRM's own names; empty when all is well.</param>
public sealed record CrmAccountFacts(
    string AccountId,
    string Name,
    string Currency,
    string TimeZone,
    string Url,
    bool MultiCurrency,
    IReadOnlyList<string> Lacking
);

/// <summary>The fields of one object, as our user sees them.</summary>
public sealed record CrmSchema(CrmObject Kind, string NativeName, IReadOnlyList<CrmField> Fields);

/// <param name="Key">The key it travels under in <see cref="CrmRecord.Fields"/>.</param>
/// <param name="Name">The CRM's own name.</param>
/// <param name="Required">The CRM refuses a new record without it.</param>
/// <param name="Restricted">The CRM refuses a value that is not among the options.</param>
public sealed record CrmField(
    string Key,
    string Name,
    string Label,
    CrmFieldType Type,
    IReadOnlyList<CrmOption> Options,
    bool Required,
    bool Unique,
    bool ReadOnly,
    bool Restricted = false
);

/// <summary>One choice of a picklist: <paramref name="Value"/> is what is written.</summary>
public sealed record CrmOption(string Value, string Label, bool Active);

/// <summary>What a run of creating the missing Entente fields did, by the CRM's own names (<c>Opportunity.Entente_Id__c</c>).</summary>
public sealed record CrmEnsured(IReadOnlyList<string> Created, IReadOnlyList<string> Present);

/// <summary>Salesforce has one, called <c>default</c>.</summary>
public sealed record CrmPipeline(string Id, string Label, IReadOnlyList<CrmStage> Stages);

/// <param name="Probability">0 to 100 %.</param>
public sealed record CrmStage(string Id, string Label, int Order, bool Closed, bool Won, decimal Probability)
{
    public bool Lost => Closed && !Won;
}

/// <summary>A person in the CRM who can own records.</summary>
public sealed record CrmOwner(string Id, string Email, string Name, bool Active);
