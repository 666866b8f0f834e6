using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>The recycle bin: out of it again, or gone for good.</summary>
internal sealed partial class RecordWriter
{
    private static readonly TimeSpan BinAge = TimeSpan.FromDays(15);

    /// <summary>Takes a record out of the bin, with what was put there by the same deletion.</summary>
    public void Undelete(Tx tx, ObjectShape shape, string id)
    {
        if (Catalog.KindOf(shape) is { } kind)
        {
            var record = Prefixes.Stored(id) is { } number ? tx.Find(number) : null;
            if (
                record is not { Archived: true }
                || record.Archived && tx.Now - DateTimeOffset.FromUnixTimeMilliseconds(record.ArchivedMs) > BinAge
            )
                throw NotInBin();
            Accepted(tx.Restore(record.Id), shape);
            catalog.Aside.Set(tx, record.Id, [("MasterRecordId", null)]);
            if (kind == Kind.Company)
            {
                foreach (var link in tx.LinksOf(record.Id).Where(link => link.Primary))
                {
                    if (tx.Find(link.From) is { Archived: true } child && child.ArchivedMs == record.ArchivedMs)
                        tx.Restore(child.Id);
                    else
                        // One that was brought back before its account has that account again.
                        tx.Touch(link.From);
                }
            }

            UndeleteChildren(tx, shape, id, record.ArchivedMs);
            return;
        }

        var row = shape.RowType is { } type ? catalog.Setup.Find(tx, type, id) : null;
        if (row is not { DeletedMs: not 0 })
            throw NotInBin();
        PutRow(
            tx,
            row.With(
                (SetupRow.DeletedKey, null),
                ("MasterRecordId", null),
                (SetupRow.ModifiedKey, SetupRow.Text(tx.Now.ToUnixTimeMilliseconds()))
            ),
            ChangeType.Restored
        );
        UndeleteChildren(tx, shape, id, row.DeletedMs);
    }

    /// <summary>Removes a record from the bin for good.</summary>
    public void Purge(Tx tx, ObjectShape shape, string id)
    {
        if (Catalog.KindOf(shape) is not null)
        {
            if (Prefixes.Stored(id) is not { } number || !tx.Purge(number))
                throw NotInBin();
        }
        else if (shape.RowType is { } type && catalog.Setup.Find(tx, type, id) is { DeletedMs: not 0 })
        {
            SetupRows.Remove(tx, type, id);
        }
        else if (shape.RowType != "Partner")
        {
            // Partners have no bin: deleting one has removed it.
            throw NotInBin();
        }
    }

    private void UndeleteChildren(Tx tx, ObjectShape shape, string id, long deletedMs)
    {
        foreach (var child in shape.Children.Where(child => child.CascadeDelete))
        {
            if (catalog.Shape(child.Child) is not { RowType: { } type } rows)
                continue;
            foreach (var row in catalog.Setup.By(tx, type, child.Field, id).Where(row => row.DeletedMs == deletedMs).ToList())
                Undelete(tx, rows, row.Id);
        }
    }

    private static ApiException NotInBin() => new(400, "UNDELETE_FAILED", "Entity is not in the recycle bin");
}
