using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Platform.Secrets;

/// <summary>Where the keys lie, in full.</summary>
internal sealed record KeyFolder(string Path);

/// <summary>
/// The keys that encrypt cookies, forms and secrets at rest: files in one folder that only Entente's own user may enter. Whoever can read
/// there can read every other thing of that user's too, so a second key lying beside them would protect nothing; hence they are plain on
/// purpose. Nodes that share a database share this folder.
/// </summary>
internal static class KeyRing
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void Add(IServiceCollection services, string folder)
    {
        var closed = Close(folder);
        services.AddDataProtection().SetApplicationName("entente").PersistKeysToFileSystem(closed);
        services.AddSingleton<IDefaultKeyResolver, NewestKey>();
        services.AddSingleton(new KeyFolder(closed.FullName));
        services.AddSingleton<IKeyManager>(s => new WatchedKeys(
            ActivatorUtilities.CreateInstance<XmlKeyManager>(s),
            closed,
            () => s.GetRequiredService<SecretBox>().Close("ring", "")
        ));
        services.AddSingleton(s => new RotateKeys(
            s.GetRequiredService<IKeyManager>(),
            s.GetRequiredService<SecretBox>(),
            s.GetRequiredService<KeyFolder>()
        ));
        // Said aloud, so that the library does not warn at every start that nobody chose.
        services.Configure<KeyManagementOptions>(o => o.XmlEncryptor = new NullXmlEncryptor());
    }

    /// <summary>Makes the folder if need be, and keeps everybody else out of it, also out of one made by an older version.</summary>
    private static DirectoryInfo Close(string folder)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(folder);
        var made = Directory.CreateDirectory(folder, OwnerOnly);
        made.UnixFileMode = OwnerOnly;
        return made;
    }
}
