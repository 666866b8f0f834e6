namespace Entente.Platform.Data.Postgres;

/// <summary>
/// The folder that holds everything Entente keeps, taken by one process: two apps must not share it unknowingly. The lock goes
/// with the process, however it ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string LockFile = "lock";

    // The lock, and what a build leaves there before the program runs.
    private static readonly string[] Own = [LockFile, ".built", "build.log"];
    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Nobody's yet, or Entente ran in it before: only such a folder may be emptied.</summary>
    public static bool MayClear(string path) => IsEmpty(path) || File.Exists(System.IO.Path.Combine(path, LockFile));

    /// <summary>There is nothing in it, or no folder.</summary>
    public static bool IsEmpty(string path) =>
        !Directory.Exists(path)
        || !Directory.EnumerateFileSystemEntries(path).Select(System.IO.Path.GetFileName).Except(Own, StringComparer.Ordinal).Any();

    /// <summary>Removes what lies in it, the database behind a link too, and follows no other link out of it.</summary>
    /// <param name="keep">Names that stay besides.</param>
    public void Clear(params string[] keep)
    {
        PrivateCluster.RemoveOutside(this);
        foreach (
            var entry in new DirectoryInfo(Path).EnumerateFileSystemInfos().Where(e => !Own.Contains(e.Name) && !keep.Contains(e.Name))
        )
            if (entry is DirectoryInfo { LinkTarget: null } directory)
                directory.Delete(recursive: true);
            else
                entry.Delete();
    }

    /// <summary>Takes the folder, creating it if need be; null when another process has it.</summary>
    public static DataFolder? Take(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(path);
        try
        {
            var file = System.IO.Path.Combine(path, LockFile);
            return new(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => held.Dispose();
}
