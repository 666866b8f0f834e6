using Entente.Sandbox.Store;

namespace Entente.Sandbox.Pages;

// Razor makes components public and wants their parameters public too; these carry the internal types across.

/// <summary>What <see cref="ListPage"/> shows.</summary>
public sealed class ListModel
{
    internal ListModel(ListView view) => View = view;

    internal ListView View { get; }
}

/// <summary>What <see cref="RecordPage"/> shows.</summary>
public sealed class RecordModel
{
    internal RecordModel(CrmStore store, Record record, Owner user, DateTimeOffset now) =>
        (Store, Record, User, Now) = (store, record, user, now);

    internal CrmStore Store { get; }

    internal Record Record { get; }

    internal DateTimeOffset Now { get; }

    internal bool Saved { get; init; }

    internal string? Error { get; init; }

    /// <summary>Who looks at it.</summary>
    internal Owner User { get; }

    /// <summary>Where the app's panel stands.</summary>
    internal PanelPlace Panel { get; set; }

    internal string? SalesforceRoot { get; set; }

    /// <summary>What was typed into a refused form.</summary>
    internal IReadOnlyDictionary<string, string>? Typed { get; init; }
}

internal enum PanelPlace
{
    Nowhere,

    /// <summary>HubSpot: a card whose button opens it in a modal.</summary>
    Card,

    /// <summary>Salesforce: in its element for apps of others, by an address that the org's server asked for; Canvas when that fails.</summary>
    Embedded,

    /// <summary>Salesforce without that element.</summary>
    Canvas,

    /// <summary>On the record's page in Salesforce: the app is connected there.</summary>
    OnSalesforce,
}
