using System.Text.Json.Nodes;

namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>
/// What a query found: <paramref name="TotalSize"/> rows in all; <paramref name="Rows"/> is empty for <c>COUNT()</c>. Rows are written when their page is
/// asked for, by <paramref name="Write"/>, whose second argument is the address below which records are found (<c>/services/data/v66.0</c>).
/// </summary>
internal sealed record QueryResult(int TotalSize, IReadOnlyList<object> Rows, bool Pageable, Func<object, string, JsonObject> Write)
{
    /// <summary>Dotted names of the selected fields with their kinds, in order; children are none.</summary>
    public IReadOnlyList<(string Name, Schema.FieldKind Kind)> Columns { get; init; } = [];
}
