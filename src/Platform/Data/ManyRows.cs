using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Entente.Platform.Data;

/// <summary>
/// New rows of one table, when a save has many of them, go out as one statement from arrays: as a statement each they cost several times as much, here
/// and in PostgreSQL. What a table cannot have that is written so (a reference to rows of the same save, values that the database makes) leaves it to EF.
/// </summary>
internal static class ManyRows
{
    /// <summary>Below that, a statement for each costs no more.</summary>
    public const int Least = 24;

    private static readonly ConcurrentDictionary<IEntityType, Shape?> Shapes = new();

    /// <summary>Writes what is many of <paramref name="db"/>'s new rows, in the transaction that is open, and tells EF that they are there.</summary>
    /// <returns>What was written: whoever's transaction fails has to <see cref="Undo"/> it.</returns>
    public static async Task<IReadOnlyList<EntityEntry>> Write(EntenteDb db, CancellationToken ct)
    {
        var written = new List<EntityEntry>();
        var tables = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added).GroupBy(e => e.Metadata);
        foreach (var rows in tables.Select(t => t.ToList()).ToList())
            if (rows.Count >= Least && Shapes.GetOrAdd(rows[0].Metadata, Shape.Of) is { } shape)
            {
                try
                {
                    await db.Write(shape.Insert, ct, shape.Columns(rows));
                }
                catch (PostgresException refused)
                {
                    Undo(written);
                    throw new DbUpdateException($"New rows of {shape.Table} were refused: {refused.MessageText}", refused, rows);
                }
                foreach (var row in rows)
                    row.State = EntityState.Unchanged;
                written.AddRange(rows);
            }
        return written;
    }

    public static void Undo(IEnumerable<EntityEntry> written)
    {
        foreach (var row in written)
            row.State = EntityState.Added;
    }

    /// <summary>How rows of one table are written from arrays.</summary>
    private sealed record Shape(string Table, string Insert, IReadOnlyList<Column> All)
    {
        public object?[] Columns(IReadOnlyList<EntityEntry> rows) => [.. All.Select(c => c.Values(rows))];

        public static Shape? Of(IEntityType type)
        {
            if (
                type.GetTableName() is not { } table
                || type.IsOwned()
                || type.BaseType is not null
                || type.GetDirectlyDerivedTypes().Any()
                || type.GetForeignKeys().Any()
                || type.GetReferencingForeignKeys().Any(f => f.IsOwnership)
                || type.GetComplexProperties().Any(c => c.ComplexType.IsMappedToJson())
            )
                return null;
            var all = new List<Column>();
            foreach (var property in type.GetFlattenedProperties())
                if (Column.Of(property, StoreObjectIdentifier.Table(table)) is { } column)
                    all.Add(column);
                else
                    return null;
            var names = string.Join(", ", all.Select(c => c.Name));
            var values = string.Join(", ", all.Select((c, n) => c.Cast.Length == 0 ? $"c{n}" : $"c{n}::{c.Cast}"));
            var arrays = string.Join(", ", all.Select((c, n) => $"${n + 1}::{c.Sent}[]"));
            var words = string.Join(", ", all.Select((_, n) => $"c{n}"));
            return new(table, $"insert into {table} ({names}) select {values} from unnest({arrays}) as many({words})", all);
        }
    }

    /// <param name="Sent">The type of its array's elements.</param>
    /// <param name="Cast">What a sent one becomes before it is kept; empty: it is that already.</param>
    private sealed record Column(string Name, string Sent, string Cast, Type Element, ValueConverterOf Read)
    {
        public Array Values(IReadOnlyList<EntityEntry> rows)
        {
            var values = Array.CreateInstance(Element, rows.Count);
            for (var n = 0; n < rows.Count; n++)
                values.SetValue(Read(rows[n].Entity), n);
            return values;
        }

        public static Column? Of(IProperty property, in StoreObjectIdentifier table)
        {
            var mapping = property.GetRelationalTypeMapping();
            var sent = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
            sent = Nullable.GetUnderlyingType(sent) ?? sent;
            if (
                property.IsShadowProperty()
                || property.GetColumnName(table) is not { } name
                || property.GetComputedColumnSql() is not null
                || property.ValueGenerated is not ValueGenerated.Never && sent != typeof(Guid)
                || Known.GetValueOrDefault(sent) is not { } type
            )
                return null;
            var (getter, convert) = (property.GetGetter(), mapping.Converter?.ConvertToProvider);
            return new(
                $"\"{name}\"",
                type,
                mapping.StoreType == "jsonb" ? "jsonb" : "",
                sent.IsValueType ? typeof(Nullable<>).MakeGenericType(sent) : sent,
                convert is null
                    ? getter.GetClrValueUsingContainingEntity
                    : entity => getter.GetClrValueUsingContainingEntity(entity) is { } value ? convert(value) : null
            );
        }
    }

    private delegate object? ValueConverterOf(object entity);

    // Never with a length: a cast to one would cut in silence, where the column refuses.
    private static readonly Dictionary<Type, string> Known = new()
    {
        [typeof(string)] = "text",
        [typeof(Guid)] = "uuid",
        [typeof(bool)] = "boolean",
        [typeof(short)] = "smallint",
        [typeof(int)] = "integer",
        [typeof(long)] = "bigint",
        [typeof(double)] = "double precision",
        [typeof(decimal)] = "numeric",
        [typeof(DateTimeOffset)] = "timestamptz",
        [typeof(DateTime)] = "timestamptz",
        [typeof(DateOnly)] = "date",
        [typeof(TimeOnly)] = "time",
        [typeof(TimeSpan)] = "interval",
        [typeof(byte[])] = "bytea",
    };
}
