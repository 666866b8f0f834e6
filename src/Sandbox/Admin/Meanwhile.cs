using Entente.Sandbox.HubSpot;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Admin;

/// <summary>What other people do to the account while a call is on its way: fields deleted or made required, records merged.</summary>
internal sealed class Meanwhile(CrmStore store)
{
    /// <summary>The kind of record an object name of either protocol stands for.</summary>
    public static Kind? KindOf(string name) =>
        name.ToUpperInvariant() switch
        {
            "ACCOUNT" => Kind.Company,
            "OPPORTUNITY" => Kind.Deal,
            _ => ObjectTypes.Parse(name),
        };

    /// <summary>Deletes a field of the account's own, or brings it back; makes it required or free. False when there is no such field.</summary>
    public bool Change(string type, string name, bool? deleted, bool? required)
    {
        if (KindOf(type) is not { } kind)
            return false;
        return store.Write(
            Origin.Admin,
            tx =>
            {
                if (
                    tx.Schema(kind).All.LastOrDefault(f => Named(f, name)) is not { } field
                    || (deleted == true && !field.Custom)
                    || (deleted == false && field.Archived && tx.Schema(kind).Living.Any(f => f.Name == field.Name))
                    || (required == true && (!field.Stored || field.ReadOnly))
                )
                    return false;
                tx.Define(field with { Archived = deleted ?? field.Archived, Required = required ?? field.Required });
                return true;
            }
        );
    }

    /// <summary>Merges a living record with a fresh twin, as HubSpot does it: a third record stands for both.</summary>
    public long? MergeHubSpot(long id) =>
        store.Write<long?>(
            Origin.Admin,
            tx =>
                tx.Find(id) is { Archived: false } record && tx.Create(record.Kind, Values(tx, record, unique: false)).Record is { } twin
                    ? tx.Merge(id, twin.Id).Record?.Id
                    : null
        );

    /// <summary>Merges a living record into a fresh twin, as Salesforce does it: the twin is the master, the record is in the bin.</summary>
    public long? MergeSalesforce(long id) =>
        store.Write<long?>(
            Origin.Admin,
            tx =>
            {
                if (tx.Find(id) is not { Archived: false } record)
                    return null;
                var links = tx.LinksOf(id);
                tx.Archive(id);
                if (tx.Create(record.Kind, Values(tx, record, unique: true)).Record is not { } master)
                {
                    tx.Abandon();
                    return null;
                }
                foreach (var link in links)
                {
                    tx.Unlink(id, link.OtherEnd(id));
                    tx.Link(
                        link.From == id ? master.Id : link.From,
                        link.From == id ? link.To : master.Id,
                        link.Primary,
                        link.Role,
                        link.Labels
                    );
                }
                tx.Forward(id, master.Id);
                return master.Id;
            }
        );

    private static bool Named(Field field, string name) =>
        string.Equals(field.HubSpotName, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(field.SalesforceName, name, StringComparison.OrdinalIgnoreCase);

    private static List<Assignment> Values(Tx tx, Record record, bool unique) =>
        [
            .. tx.Schema(record.Kind)
                .Living.Where(f => f.Stored && !f.ReadOnly && (unique || !f.Unique) && record.Get(f) is not null)
                .Select(f => new Assignment(f, record.Get(f))),
        ];
}
