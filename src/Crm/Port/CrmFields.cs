namespace Entente.Crm.Port;

/// <summary>The neutral names of the standard fields both connectors map. Values are canonical strings.</summary>
public static class CrmFields
{
    /// <summary>Before a CRM's own field name: <c>crm.numberofemployees</c>.</summary>
    public const string RawPrefix = "crm.";

    public const string Name = "name";
    public const string OwnerId = "owner_id";
    public const string CreatedAt = "created_at";
    public const string Phone = "phone";

    // account
    public const string Website = "website";
    public const string Domain = "domain";
    public const string Country = "country";
    public const string City = "city";
    public const string Industry = "industry";

    /// <summary><c>true</c> when the CRM marks the account as a customer (lifecycle stage, account type). Read only.</summary>
    public const string IsCustomer = "is_customer";

    // contact
    public const string FirstName = "first_name";
    public const string LastName = "last_name";
    public const string Email = "email";
    public const string Title = "title";

    // deal
    /// <summary>Major units, <c>12000.5</c>.</summary>
    public const string Amount = "amount";

    /// <summary>ISO 4217; the account's own currency when the CRM keeps none per record.</summary>
    public const string Currency = "currency";
    public const string Pipeline = "pipeline";

    /// <summary>The stage's id as <see cref="CrmStage.Id"/> names it.</summary>
    public const string Stage = "stage";

    /// <summary>A date without a zone, <c>2026-11-20</c>.</summary>
    public const string CloseDate = "close_date";
    public const string Description = "description";
    public const string NextStep = "next_step";

    // note
    public const string Subject = "subject";

    /// <summary>Plain text.</summary>
    public const string Body = "body";

    /// <summary>When it happened, an instant; when a task is due.</summary>
    public const string At = "at";

    // e-mail
    /// <summary>The sender's address.</summary>
    public const string From = "from";

    /// <summary>The recipients' addresses, <c>;</c> between them.</summary>
    public const string To = "to";

    /// <summary><c>true</c> when it came from outside the vendor.</summary>
    public const string Incoming = "incoming";

    // lead
    /// <summary>The company's name as the lead holds it.</summary>
    public const string Company = "company";

    /// <summary>Where it stands, in the CRM's words for people. Read only.</summary>
    public const string Status = "status";

    /// <summary><c>true</c> while somebody may still work on it: neither qualified nor given up. Read only.</summary>
    public const string Open = "open";

    /// <summary>The key under which a CRM's own field travels.</summary>
    public static string Raw(string name) => RawPrefix + name;

    /// <summary>The CRM's own name behind a raw key, or null when the key is a neutral one.</summary>
    public static string? RawName(string key) => key.StartsWith(RawPrefix, StringComparison.Ordinal) ? key[RawPrefix.Length..] : null;
}
