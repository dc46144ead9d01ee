using Microsoft.EntityFrameworkCore;
using MsoNetwork.Changes;
using MsoNetwork.Organisations;
using Npgsql;

namespace MsoNetwork.Tests.Organisations;

public sealed class DatabaseRulesTests(InventedRegistry registry) : IClassFixture<InventedRegistry>
{
    [Theory]
    [InlineData("UPDATE organisations SET topics = '{nothing}' WHERE slug = 'erfunden-1'", "organisations_terms_are_known")]
    [InlineData("UPDATE organisations SET kind = 'nothing' WHERE slug = 'erfunden-1'", "organisations_terms_are_known")]
    [InlineData("UPDATE organisations SET topics = ARRAY[NULL] WHERE slug = 'erfunden-1'", "organisations_terms_are_known")]
    [InlineData("UPDATE organisations SET active_in = '{05999}' WHERE slug = 'erfunden-1'", "organisations_active_in_known_regions")]
    [InlineData("DELETE FROM terms WHERE vocabulary = 'Topics' AND key = 'football'", "terms_in_use_stay")]
    [InlineData("UPDATE organisations SET slug = 'Not A Slug' WHERE slug = 'erfunden-1'", "organisations_slug_is_plain")]
    [InlineData("UPDATE organisations SET slug = 'erfunden-2' WHERE slug = 'erfunden-1'", "IX_organisations_slug")]
    [InlineData(
        "UPDATE organisations SET location_protected = true, precision = 'Address' WHERE slug = 'erfunden-1'",
        "organisations_protected_places_are_not_here"
    )]
    [InlineData("UPDATE organisations SET status = 'Gone' WHERE slug = 'erfunden-1'", "organisations_status_is_known")]
    [InlineData("UPDATE organisations SET verification = 'VerifiedByCentre' WHERE slug = 'erfunden-1'", "organisations_verified_on_a_day")]
    [InlineData(
        "INSERT INTO organisation_sources (organisation_id, name, external_id, retrieved_on) SELECT id, 'x', '', 'infinity' FROM "
            + "organisations LIMIT 1",
        "organisation_sources_were_retrieved_on_a_day"
    )]
    [InlineData("INSERT INTO memberships (member_id, umbrella_id) SELECT id, id FROM organisations LIMIT 1", "memberships_join_two")]
    public async Task The_database_itself_refuses(string sql, string constraint)
    {
        await using var command = registry.Database.CreateCommand(sql);
        var error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        Assert.Equal(constraint, error.ConstraintName);
    }

    [Fact]
    public async Task Nobody_is_above_itself_over_any_number_of_steps()
    {
        await RunAsync(
            "INSERT INTO memberships (member_id, umbrella_id) SELECT a.id, b.id FROM organisations a, organisations b WHERE (a.slug, "
                + "b.slug) IN (('erfunden-10', 'erfunden-11'), ('erfunden-11', 'erfunden-12'))"
        );
        var error = await Assert.ThrowsAsync<PostgresException>(() =>
            RunAsync(
                "INSERT INTO memberships (member_id, umbrella_id) SELECT a.id, b.id FROM organisations a, organisations b WHERE a.slug = "
                    + "'erfunden-12' AND b.slug = 'erfunden-10'"
            )
        );
        Assert.Equal("memberships_have_no_cycle", error.ConstraintName);
    }

    [Fact]
    public async Task A_place_known_by_its_municipality_is_the_centre_whoever_writes_it_and_moves_with_it()
    {
        const string Away =
            "SELECT count(*) FROM organisations o JOIN regions r ON r.key = o.municipality_key WHERE o.precision = 'Municipality' AND "
                + "ST_Distance(o.location, r.centre) > 0";
        await RunAsync("UPDATE organisations SET location = ST_Point(7, 51, 4326)::geography WHERE precision = 'Municipality'");
        Assert.Equal(0, await registry.ScalarAsync<long>(Away));
        await RunAsync("UPDATE regions SET centre = ST_Translate(centre::geometry, 0.001, 0)::geography WHERE key LIKE '05315%'");
        Assert.Equal(0, await registry.ScalarAsync<long>(Away));
        Assert.NotEqual(0, await registry.ScalarAsync<long>("SELECT count(*) FROM organisations WHERE precision = 'Municipality'"));
    }

    [Fact]
    public async Task The_second_of_two_savers_is_told()
    {
        await using var first = registry.Scope();
        await using var second = registry.Scope();
        var mine = await InventedRegistry
            .Context(first)
            .Set<Organisation>()
            .SingleAsync(one => one.Slug == "erfunden-20", TestContext.Current.CancellationToken);
        var theirs = await InventedRegistry
            .Context(second)
            .Set<Organisation>()
            .SingleAsync(one => one.Slug == "erfunden-20", TestContext.Current.CancellationToken);
        (mine.Town, theirs.Town) = ("here", "there");
        await InventedRegistry.Context(first).SaveChangesAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() =>
            InventedRegistry.Context(second).SaveChangesAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task The_version_changes_with_each_commit_and_writers_do_not_wait_for_each_other()
    {
        using var versions = new ChangeVersions(registry.Database);
        var before = (await versions.AsOfNowAsync(TestContext.Current.CancellationToken)).Of(ChangeSubject.Public);
        await using var first = await registry.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await first.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (
            var command = new NpgsqlCommand(
                "UPDATE organisations SET town = 'a' WHERE slug = 'erfunden-30'; UPDATE organisations SET town = 'b' WHERE slug = "
                    + "'erfunden-31'",
                first
            )
        )
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await RunAsync("UPDATE organisations SET town = 'c' WHERE slug = 'erfunden-32'");
        Assert.Equal(before + 1, (await versions.AsOfNowAsync(TestContext.Current.CancellationToken)).Of(ChangeSubject.Public));
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before + 2, (await versions.AsOfNowAsync(TestContext.Current.CancellationToken)).Of(ChangeSubject.Public));
    }

    private async Task RunAsync(string sql)
    {
        await using var command = registry.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
