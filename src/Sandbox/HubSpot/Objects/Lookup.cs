using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Objects;

/// <summary>Finds a record by its id or by a unique property.</summary>
internal static class Lookup
{
    /// <summary>The unique field an `idProperty` names; null for `hs_object_id` and when none was named.</summary>
    public static HubSpotError? Property(Schema schema, string? name, out Field? field)
    {
        field = null;
        if (string.IsNullOrEmpty(name) || name == "hs_object_id")
            return null;
        field = schema.HubSpot(name);
        return field is null ? HubSpotError.UnknownProperty(name)
            : field.Unique ? null
            : HubSpotError.Invalid($"Property {name} is not a unique identifier property.");
    }

    /// <summary>A record of the kind, archived ones too when found by id.</summary>
    public static Record? Find(Tx tx, Kind kind, Field? by, string id) =>
        by is not null ? tx.FindBy(by, id)
        : RecordIds.TryParse(kind, id, out var number) ? tx.Find(number)
        : null;

    public static Record? Find(CrmStore store, Kind kind, Field? by, string id) =>
        by is not null ? store.FindBy(by, id) ?? BySecondAddress(store, by, id)
        : RecordIds.TryParse(kind, id, out var number) ? store.Find(number)
        : null;

    /// <summary>The youngest record in the recycle bin that had this value in a unique property when it was archived.</summary>
    public static Record? InBin(CrmStore store, Kind kind, Field by, string value) =>
        store
            .Newest(kind)
            .FirstOrDefault(r =>
                r.Archived && store.SurvivorOf(r.Id) is null && string.Equals(r.Get(by), value, StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>The same for single reads and updates: the id of a merged record leads to the one that stands for it.</summary>
    public static Record? Follow(CrmStore store, Kind kind, Field? by, string id) =>
        Find(store, kind, by, id) is { } found ? (store.SurvivorOf(found.Id) is { } survivor ? store.Find(survivor) : found) : null;

    /// <summary>A contact that was merged answers to the e-mail addresses of all it was made of.</summary>
    private static Record? BySecondAddress(CrmStore store, Field by, string address)
    {
        if (by is not { Kind: Kind.Contact, Name: "email" })
            return null;
        var more = store.Schema(Kind.Contact)["hs_additional_emails"];
        return store
            .Survivors.Select(store.Find)
            .OfType<Record>()
            .FirstOrDefault(r =>
                r is { Kind: Kind.Contact, Archived: false }
                && r.Get(more)?.Split(';').Contains(address, StringComparer.OrdinalIgnoreCase) == true
            );
    }
}
