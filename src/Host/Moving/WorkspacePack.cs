namespace Entente.Host.Moving;

/// <summary>What the file of a workspace says of itself.</summary>
/// <param name="Format">1.</param>
/// <param name="TakenAt">Every row is that of this moment.</param>
/// <param name="Schema">The last migration: rows go only where the tables are the same.</param>
/// <param name="Residency">Where the operator said that its data lies; empty: nothing was said.</param>
/// <param name="Rows">By table.</param>
internal sealed record WorkspaceManifest(
    int Format,
    DateTimeOffset TakenAt,
    string Schema,
    Guid Workspace,
    string Slug,
    string Name,
    string Residency,
    IReadOnlyDictionary<string, long> Rows,
    IReadOnlyDictionary<string, string> Hashes
) : IManifest;

/// <summary>A secret of the workspace, opened; or, when no key opens it, as it lies there.</summary>
/// <param name="Key">The row's primary key, as text.</param>
internal sealed record PackedSecret(string Table, string Column, IReadOnlyDictionary<string, string> Key, string Value, bool Open);

/// <summary>
/// A workspace in one file: <c>rows/TABLE</c> (PostgreSQL's COPY text) of every table that has rows of it, <c>global/workspace</c>, <c>global/person</c>, and
/// <c>secrets.json</c> with what the key ring had closed. Whoever has the file has the workspace.
/// </summary>
internal static class WorkspacePack
{
    public const string Rows = "rows/";
    public const string Workspace = "global/workspace";
    public const string Person = "global/person";
    public const string Secrets = "secrets.json";

    public static bool Belongs(string name) => name is Workspace or Person or Secrets || name.StartsWith(Rows, StringComparison.Ordinal);
}
